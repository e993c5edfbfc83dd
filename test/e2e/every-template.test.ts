import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { cellAddress } from '../../workbench/workbook/a1.ts';
import type { WorkbookDocument } from '../../workbench/workbook/document.ts';
import type { CellPatch } from '../../workbench/workbook/model.ts';
import { eventually, launchBrowser } from '../browser.ts';
import { button, type OpenWorkbench, openWorkbench, type Seat, shoot, takeSeat } from './open-workbench.ts';
import { addTab, firstDocument, headersOf, sheetRows, tabCalled } from './sheet-of.ts';
import { typeInto } from './use-grid.ts';

jest.setTimeout(120_000);

interface Case {
  readonly title: string;
  readonly cells: Readonly<Record<string, string | CellPatch>>;
  /** What Check says of the mistake among the cells. */
  readonly says: RegExp;
  /** The button that mends it, or what a person types. */
  readonly mend: { readonly repair: string } | { readonly column: string; readonly text: string };
}

/** Stands for the address of an example picture of the first workbook. */
const PICTURE = 'a picture';
/** What Sheets makes of 2:3 in a column that is not plain text. */
const AS_TIME: CellPatch = { value: 123 / 1440, numberFormat: { type: 'TIME', pattern: 'h:mm am/pm' } };

const CASES: readonly Case[] = [
  {
    title: 'Generate, basic',
    cells: { prompt: 'A red kite over the sea', aspect_ratio: AS_TIME, num_images: '1' },
    says: /Sheets read 2:3 as a time/,
    mend: { repair: 'Write 2:3' },
  },
  {
    title: 'Generate, full',
    cells: { prompt: 'A blue kite', visibility: 'private', num_images: '1', model: 'studio', color_palette: 'embr' },
    says: /Did you mean ember/,
    mend: { repair: 'Write ember' },
  },
  {
    title: 'Products',
    cells: { product_name: 'Mug', product_image_url: PICTURE, height: 'tall' },
    says: /“tall”/,
    mend: { column: 'height', text: '4' },
  },
  {
    title: 'Edit (bulk)',
    cells: { image: PICTURE, prompt: 'On a beach with {{props}}' },
    says: /\{\{props\}\}/,
    mend: { column: 'prompt', text: 'On a beach' },
  },
  {
    title: 'Steps (serial)',
    cells: { image: PICTURE, step_1_tool: 'remove-backgroud', step_2_prompt: 'A close-up shot' },
    says: /Did you mean remove-background/,
    mend: { repair: 'Write remove-background' },
  },
  {
    title: 'Image tools',
    cells: { image_url: PICTURE, tool: 'watermark' },
    says: /text/,
    mend: { column: 'text', text: 'Kites' },
  },
];

let workbench: OpenWorkbench;
let browser: Browser;
let seat: Seat;
let document: WorkbookDocument;
let picture = '';

beforeAll(async () => {
  [workbench, browser] = await Promise.all([openWorkbench(), launchBrowser()]);
  document = firstDocument(workbench.running);
  picture = sheetRows(document, 'Products')[0]?.text('product_image_url') ?? '';
  seat = await takeSeat(browser, workbench.running.url);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

/** Puts a row below the two example rows, with the mistakes that a person's sheet may bring. */
function fill(title: string, cells: Case['cells']): void {
  const tab = tabCalled(document, title);
  const headers = headersOf(tab);
  const patches: (CellPatch | null)[] = headers.map((header) => {
    const cell = cells[header];
    if (cell === undefined) return null;
    return typeof cell === 'string' ? { value: cell === PICTURE ? picture : cell } : cell;
  });
  for (const name of Object.keys(cells))
    if (!headers.includes(name)) throw new Error(`${title} has no column ${name}.`);
  document.apply('test', [{ type: 'setCells', tabId: tab.id, row: 3, column: 0, patches: [patches] }]);
}

async function startAndSee(title: string, row: number): Promise<void> {
  const { sidebar } = seat;
  await sidebar.getByText('The row is ready').waitFor();
  await button(sidebar, 'Start 1').click();
  await sidebar.getByText('1 of 1 row completed').waitFor({ timeout: 60_000 });
  await eventually(async () => {
    const shown = sheetRows(document, title).find((one) => one.number === row);
    expect([shown?.text('status'), shown?.text('message')]).toEqual(['completed', '']);
    const answer = await fetch(shown?.cell('image_1')?.link ?? 'about:blank');
    expect([answer.status, answer.headers.get('content-type')?.split('/')[0]]).toEqual([200, 'image']);
  }, 10_000);
}

test.each(CASES)(
  '$title: inserted, filled with a mistake, mended, run',
  async ({ title: template, cells, says, mend }) => {
    const { page, sidebar } = seat;
    try {
      await sidebar.getByRole('tab', { name: 'Run' }).click();
      const again = button(sidebar, /^(New batch|Go on with)/);
      if (await again.count()) await again.click();
      await button(sidebar, /^1 Set up|Set up$/)
        .first()
        .click();
      await sidebar.getByRole('radio', { name: template }).check({ force: true });
      const before = new Set(document.workbook.tabs.map((tab) => tab.id));
      await button(sidebar, 'Insert in a new tab').click();
      await eventually(() => expect(document.workbook.tabs.length).toBeGreaterThan(before.size));
      const title = document.workbook.tabs.find((tab) => !before.has(tab.id))?.title ?? '';
      await page.getByRole('tab', { name: title, exact: true, selected: true }).waitFor();
      await sidebar.getByText('replace the two example rows').waitFor();
      await button(sidebar, /Check and start/).click();
      await sidebar.getByText('The example rows do not count until you change them.').waitFor();

      fill(title, cells);
      await button(sidebar, 'Check again').first().click();
      const error = sidebar.locator('.issues li').filter({ hasText: says });
      await error.first().waitFor();
      await shoot(page, `template-${title}`);
      if ('repair' in mend) await error.getByRole('button', { name: new RegExp(mend.repair) }).click();
      else {
        const column = headersOf(tabCalled(document, title)).indexOf(mend.column);
        await typeInto(page, cellAddress(3, column), mend.text);
        await button(sidebar, 'Check again').first().click();
      }
      await startAndSee(title, 4);
      await shoot(page, `template-done-${title}`);
    } catch (reason) {
      await shoot(page, 'template-failed');
      throw reason;
    }
  },
);

test('a sheet of one’s own: columns are tied by hand, and remembered', async () => {
  const { page, sidebar } = seat;
  addTab(document, 'Mine', ['Name', 'What to show'], [['Kite 7', 'A kite called {{Name}}']]);
  await page.getByRole('tab', { name: 'Mine', exact: true }).click();
  await sidebar.getByRole('tab', { name: 'Run' }).click();
  await sidebar.getByText('Choose a template to begin').waitFor();
  await sidebar.getByRole('radio', { name: 'Your own sheet' }).check({ force: true });
  await button(sidebar, /^Columns/).click();
  await sidebar.getByLabel('What to show').selectOption('prompt');
  await shoot(page, 'template-columns');
  await button(sidebar, 'Save').click();
  await button(sidebar, /Check and start/).click();
  await startAndSee('Mine', 2);
  expect(sheetRows(document, 'Mine')[0]?.text('image_1')).toContain('a-kite-called-kite-7');
  expect(seat.errors).toEqual([]);
});
