import type { Page } from '../state/page.ts';
import { takeSelection } from './copy-cells.ts';
import { paste } from './paste-cells.ts';

/** Whether a clipboard event belongs to a text field and not to the grid. */
function belongsToField(event: ClipboardEvent): boolean {
  const { target } = event;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return true;
  return target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null;
}

/** Copy, cut and paste by keyboard or by the browser's menu. */
export function listenClipboard(page: Page): void {
  let plainNext = false;
  window.addEventListener('keydown', (event) => {
    plainNext = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
  });
  const take = (event: ClipboardEvent, cut: boolean) => {
    if (belongsToField(event) || !event.clipboardData) return;
    event.preventDefault();
    const { plain, html } = takeSelection(page, cut && page.state.canEdit);
    event.clipboardData.setData('text/plain', plain);
    event.clipboardData.setData('text/html', html);
  };
  document.addEventListener('copy', (event) => take(event, false));
  document.addEventListener('cut', (event) => take(event, true));
  document.addEventListener('paste', (event) => {
    if (belongsToField(event) || !event.clipboardData) return;
    event.preventDefault();
    paste(page, event.clipboardData.getData('text/plain'), event.clipboardData.getData('text/html'), plainNext);
  });
}

/** Copy or cut from the menu. */
export async function copyFromMenu(page: Page, cut: boolean): Promise<void> {
  const { plain, html } = takeSelection(page, cut);
  const write = navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': new Blob([plain], { type: 'text/plain' }),
      'text/html': new Blob([html], { type: 'text/html' }),
    }),
  ]);
  await page.attempt(write, cut ? 'Cut' : 'Copy');
}

/** Paste from the menu. Browsers ask for permission; where they refuse, the shortcut works. */
export async function pasteFromMenu(page: Page, valuesOnly: boolean): Promise<void> {
  try {
    const items = await navigator.clipboard.read();
    const read = async (type: string) => {
      const item = items.find((one) => one.types.includes(type));
      return item ? (await item.getType(type)).text() : '';
    };
    paste(page, await read('text/plain'), await read('text/html'), valuesOnly);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    page.toast('The browser does not let a menu read the clipboard. Press Ctrl+V in the grid.', 'Paste');
  }
}
