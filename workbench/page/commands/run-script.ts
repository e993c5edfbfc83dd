import type { ScriptResponse } from '../../server/api.ts';
import type { Page } from '../state/page.ts';

/** Runs a function of the add-on for a menu line, with the edits and the selection it will read sent first. */
export async function runMenuFunction(page: Page, name: string, label: string): Promise<void> {
  page.store.set({ working: label });
  const response = await page.attempt(callScript(page, name, []), label);
  page.store.set({ working: null });
  if (response?.error) page.toast(response.error.message, label, -1);
}

/** One call of a script function. */
export async function callScript(page: Page, name: string, args: readonly unknown[]): Promise<ScriptResponse> {
  await page.settle();
  return page.api.script(page.workbook.id, { function: name, args, clientId: page.sync.clientId });
}

/** Asks for the add-on's menu; its `onOpen` runs once per opened page. */
export async function loadMenu(page: Page): Promise<void> {
  const menu = await page.attempt(page.api.menu(page.workbook.id), 'Extensions');
  if (menu) page.store.set({ menu });
}
