import type { Page } from 'playwright-core';

/** Chooses a line of the page's menu bar. */
export async function chooseMenu(page: Page, menu: string, line: string | RegExp): Promise<void> {
  await page.getByRole('menuitem', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: line }).click();
}

/** Selects whole rows by their heads; rows are counted as in Sheets. */
export async function selectRows(page: Page, first: number, last = first): Promise<void> {
  await page.locator(`.row-head[data-row="${first - 1}"]`).click();
  if (last > first) await page.locator(`.row-head[data-row="${last - 1}"]`).click({ modifiers: ['Shift'] });
}

/** Drags a column's head behind another column; columns are counted from 0. */
export async function moveColumn(page: Page, from: number, behind: number): Promise<void> {
  const head = (column: number) => page.locator(`.column-head[data-column="${column}"]`);
  await head(from).click();
  const start = await head(from).boundingBox();
  const end = await head(behind).boundingBox();
  if (!start || !end) throw new Error(`Columns ${from} and ${behind} are not in sight.`);
  await page.mouse.move(start.x + start.width / 2, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + 10, { steps: 5 });
  await page.mouse.move(end.x + end.width - 8, end.y + 10);
  await page.mouse.up();
}

/** Cuts whole rows and pastes them where a row is free. */
export async function cutAndPasteRow(page: Page, from: number, to: number): Promise<void> {
  await selectRows(page, from);
  await page.keyboard.press('Control+x');
  await selectRows(page, to);
  await page.keyboard.press('Control+v');
}

/** Types into a cell, as a person does. */
export async function typeInto(page: Page, address: string, text: string): Promise<void> {
  await page.locator(`[data-a1=${address}]`).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
