import { emptyTab, findTab, type Workbook } from '../../workbook/model.ts';
import type { Page } from '../state/page.ts';

/** A title no other tab has: the wanted one, else with a number after it. */
function freeTitle(workbook: Workbook, wanted: string): string {
  const taken = new Set(workbook.tabs.map((tab) => tab.title.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  for (let number = 1; ; number++) {
    const title = `${wanted} ${number}`;
    if (!taken.has(title.toLowerCase())) return title;
  }
}

function freeId(workbook: Workbook): number {
  for (;;) {
    const id = 1 + Math.floor(Math.random() * 2_000_000_000);
    if (!findTab(workbook, id)) return id;
  }
}

function sheetTitle(workbook: Workbook): string {
  const taken = new Set(workbook.tabs.map((tab) => tab.title.toLowerCase()));
  let number = workbook.tabs.length + 1;
  while (taken.has(`sheet${number}`)) number += 1;
  return `Sheet${number}`;
}

export function addTab(page: Page): void {
  const { workbook } = page;
  const index = workbook.tabs.findIndex((tab) => tab.id === page.tab.id) + 1;
  const tab = emptyTab(freeId(workbook), sheetTitle(workbook));
  if (page.edit({ type: 'addTab', index, tab })) page.showTab(tab.id);
}

export function duplicateTab(page: Page, tabId: number): void {
  const { workbook } = page;
  const index = workbook.tabs.findIndex((tab) => tab.id === tabId);
  const source = workbook.tabs[index];
  if (!source) return;
  const tab = {
    ...structuredClone(source),
    id: freeId(workbook),
    title: freeTitle(workbook, `Copy of ${source.title}`),
  };
  if (page.edit({ type: 'addTab', index: index + 1, tab })) page.showTab(tab.id);
}

export function renameTab(page: Page, tabId: number, title: string): void {
  const wanted = title.trim();
  const tab = findTab(page.workbook, tabId);
  if (!tab || wanted === '' || wanted === tab.title) return;
  page.edit({ type: 'setTab', tabId, title: wanted });
}

export function deleteTab(page: Page, tabId: number): void {
  const tab = findTab(page.workbook, tabId);
  if (!tab) return;
  page.store.set({
    dialog: {
      type: 'confirm',
      title: 'Heads up!',
      text: `The tab "${tab.title}" will be deleted, with all it holds.`,
      confirm: 'Delete',
      onConfirm: () => {
        const index = page.workbook.tabs.findIndex((other) => other.id === tabId);
        const others = page.workbook.tabs.filter((other) => !other.hidden && other.id !== tabId);
        const next = others[Math.min(Math.max(0, index - 1), others.length - 1)];
        if (!page.edit({ type: 'deleteTab', tabId })) return;
        if (next) page.showTab(next.id);
      },
    },
  });
}

export function moveTab(page: Page, tabId: number, step: 1 | -1): void {
  const { tabs } = page.workbook;
  const index = tabs.findIndex((tab) => tab.id === tabId);
  let to = index + step;
  while (tabs[to]?.hidden) to += step;
  if (to >= 0 && to < tabs.length) page.edit({ type: 'moveTab', tabId, index: to });
}

/** Ctrl+Shift+PageUp and PageDown. */
export function showNextTab(page: Page, step: 1 | -1): void {
  const shown = page.workbook.tabs.filter((tab) => !tab.hidden);
  const index = shown.findIndex((tab) => tab.id === page.tab.id);
  const next = shown[index + step];
  if (next) page.showTab(next.id);
}
