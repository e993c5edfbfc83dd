import type { Page } from '../state/page.ts';

/** Takes back the person's last step; a script's step counts as theirs. */
export async function undo(page: Page): Promise<void> {
  if ((await page.attempt(page.sync.undo(), 'Undo')) === false) page.toast('Nothing to undo.');
}

export async function redo(page: Page): Promise<void> {
  if ((await page.attempt(page.sync.redo(), 'Redo')) === false) page.toast('Nothing to redo.');
}
