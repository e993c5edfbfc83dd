import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SheetsError } from '../../../backend/ports.ts';
import type { WantedCell, WantedRow } from '../../../backend/sheet/plan-sheet-writes.ts';
import { CHANGED_NOTE, type SyncJob, syncTab, type TabMemory } from '../../../backend/sheet/sync-tab.ts';
import { type TabView, valueText } from '../../../backend/sheet/tab-view.ts';
import { MemorySheet, memorySheets } from './memory-sheets.ts';

const OWN = ['status', 'message', 'image_1', 'row_id'];
const readMark = (note: string) => /^own:(.*)$/.exec(note)?.[1] ?? null;

const text = (value: string, link: string | null = null): WantedCell => ({ value, link });

function wantedRow(id: string, inputs: string): WantedRow {
  const cells = new Map([
    ['status', text('completed')],
    ['image_1', text(`${id}.png`, `https://x.test/r/${id}.png`)],
  ]);
  return { rowId: id, batchId: 'b', inputKey: inputs, cells };
}

/** prompt | extra | status | message | image_1 | row_id, n rows of their own. */
function sheetOf(n: number): MemorySheet {
  const rows = Array.from({ length: n }, (_, i) => [`prompt ${i}`, `mine ${i}`, '', '', '', `id${i}`]);
  return new MemorySheet([['prompt', 'extra', ...OWN], ...rows], ['', '', ...OWN.map((name) => `own:${name}`)]);
}

const wantedOf = (n: number) =>
  new Map(Array.from({ length: n }, (_, i) => [`id${i}`, wantedRow(`id${i}`, `prompt ${i}`)] as const));

function inputsOf(view: TabView) {
  const column = view.header.findIndex((cell) => cell.shown === 'prompt');
  return (row: number) => {
    const cell = view.rows.get(row)?.[column];
    return cell && valueText(cell) !== '' ? valueText(cell) : null;
  };
}

const access = (sheet: MemorySheet) => ({
  sheets: memorySheets(new Map([['S/0', sheet]])),
  spreadsheetId: 'S',
  tab: '0',
  readMark,
});

const memory = (): TabMemory => ({
  guess: { headerRow: 1, rowCount: 0, columnCount: 0, idColumn: null, ids: [] },
  written: new Map(),
  contested: new Set(),
  blocked: new Set(),
});

function job(all: ReadonlyMap<string, WantedRow>, full: boolean, ids: readonly string[] = [...all.keys()]): SyncJob {
  return {
    wanted: new Map([...all].filter(([id]) => full || ids.includes(id))),
    lookUp: async (more) => new Map([...all].filter(([id]) => more.includes(id))),
    inputsOf: full ? inputsOf : null,
    columns: () => [],
  };
}

/** Every row with inputs that were run shows its own picture, and nobody else's anywhere. */
function expectRight(sheet: MemorySheet): void {
  // Rows put above the header are the person's.
  const top = sheet.rows.findIndex((row) => row.some((cell) => cell.note !== ''));
  const header = sheet.rows[top] ?? [];
  const column = (note: string) => header.findIndex((cell) => cell.note === note);
  const prompt = header.findIndex((cell) => cell.value === 'prompt');
  const extra = header.findIndex((cell) => cell.value === 'extra');
  for (const row of sheet.rows.slice(top + 1)) {
    const n = /^prompt (\d+)$/.exec(String(row[prompt]?.value ?? ''))?.[1];
    const image = row[column('own:image_1')]?.value ?? '';
    if (n === undefined) expect(image).toBe('');
    else {
      expect([n, image]).toEqual([n, `id${n}.png`]);
      expect(row[extra]?.value).toBe(`mine ${n}`);
      expect(row[column('own:status')]?.value).toBe('completed');
      expect(row[column('own:row_id')]?.value).toBe(`id${n}`);
    }
    // Whatever is not ours and not the person's own must be blank.
    row.forEach((cell, c) => {
      const named = header[c]?.value !== '' || header[c]?.note !== '';
      if (!named) expect(cell.value).toBe('');
    });
  }
}

describe('syncTab', () => {
  test('writes only cells that differ, in one request', async () => {
    const sheet = sheetOf(20);
    const mem = memory();
    const outcome = await syncTab(access(sheet), mem, job(wantedOf(20), false));
    expect(outcome.settled).toBe(true);
    expect(outcome.shown.size).toBe(20);
    expectRight(sheet);
    expect(sheet.writes).toBe(1);
    const again = await syncTab(access(sheet), mem, job(wantedOf(20), false));
    expect(again.cells).toBe(0);
    expect(sheet.writes).toBe(1);
  });

  test('finds ids where they are now, in moved columns and under a moved header', async () => {
    const sheet = sheetOf(6);
    sheet.moveRow(2, 6);
    sheet.moveColumn(5, 0);
    sheet.insertColumn(2);
    sheet.insertRow(1);
    const outcome = await syncTab(access(sheet), memory(), job(wantedOf(6), false));
    expect(outcome.shown.size).toBe(6);
    sheet.deleteRow(1);
    expectRight(sheet);
  });

  test('a row that is gone is reported absent and nothing is written for it', async () => {
    const sheet = sheetOf(3);
    sheet.deleteRow(3);
    const outcome = await syncTab(access(sheet), memory(), job(wantedOf(3), false));
    expect(outcome.absent).toEqual(['id1']);
    expectRight(sheet);
  });

  test('a range sorted without our columns: ids and cells follow the inputs', async () => {
    const sheet = sheetOf(8);
    await syncTab(access(sheet), memory(), job(wantedOf(8), true));
    sheet.sort((row) => -Number(String(row[0]?.value).slice(7)), 1, [0, 1]);
    const outcome = await syncTab(access(sheet), memory(), job(wantedOf(8), true));
    expect(outcome.settled).toBe(true);
    expectRight(sheet);
  });

  test('wiped ids come back by inputs', async () => {
    const sheet = sheetOf(5);
    for (let row = 2; row <= 6; row++) sheet.set(row, 5, '');
    await syncTab(access(sheet), memory(), job(wantedOf(5), true));
    expectRight(sheet);
  });

  test('a copied row with other inputs loses the id and the result, the original keeps them', async () => {
    const sheet = sheetOf(4);
    await syncTab(access(sheet), memory(), job(wantedOf(4), true));
    sheet.copyRow(3, 2);
    sheet.set(2, 0, 'something new');
    await syncTab(access(sheet), memory(), job(wantedOf(4), true));
    expect(sheet.rows[1]?.slice(2).map((cell) => cell.value)).toEqual(['', '', '', '']);
    sheet.deleteRow(2);
    expectRight(sheet);
  });

  test('a row whose inputs changed since says so', async () => {
    const sheet = sheetOf(3);
    sheet.set(3, 0, 'edited');
    await syncTab(access(sheet), memory(), job(wantedOf(3), true));
    expect(sheet.at(3, 3).value).toBe(CHANGED_NOTE);
    expect(sheet.at(3, 5).value).toBe('id1');
  });

  test('a tie is left alone and named', async () => {
    const sheet = sheetOf(3);
    sheet.copyRow(3, 3);
    const outcome = await syncTab(access(sheet), memory(), job(wantedOf(3), true));
    expect(outcome.ties).toEqual(['id1']);
  });

  test('a protected column is isolated and the rest is written', async () => {
    const sheet = sheetOf(5);
    sheet.protectedColumns.add(2);
    const outcome = await syncTab(access(sheet), memory(), job(wantedOf(5), false));
    expect(outcome.reports.join()).toMatch(/“status” are protected/);
    expect(sheet.at(4, 4).value).toBe('id2.png');
    expect(sheet.at(4, 2).value).toBe('');
  });

  test('a cell that differs after two writes is left alone and reported once', async () => {
    const sheet = sheetOf(2);
    const mem = memory();
    const said: string[] = [];
    for (let i = 0; i < 5; i++) {
      sheet.set(2, 2, 'mine!');
      said.push(...(await syncTab(access(sheet), mem, job(wantedOf(2), false))).reports);
    }
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/keeps changing/);
    expect(sheet.at(2, 2).value).toBe('mine!');
  });

  test('a refusal that is not about a range goes up', async () => {
    const sheet = sheetOf(2);
    sheet.fail = (kind) => (kind === 'write' ? new SheetsError('forbidden', 'no') : null);
    await expect(syncTab(access(sheet), memory(), job(wantedOf(2), false))).rejects.toThrow('no');
  });

  test('a column moves before the write and a row goes before that is undone: nothing is lost', async () => {
    for (let from = 0; from < 6; from++) {
      for (let to = 0; to < 6; to++) {
        const sheet = sheetOf(7);
        const mem = memory();
        await syncTab(access(sheet), mem, job(wantedOf(7), false, ['id0', 'id3']));
        const acts: Hand[] = [(one) => one.moveColumn(from, to), (one) => one.deleteRow(2)];
        sheet.beforeWrite = () => acts.shift()?.(sheet);
        await syncTab(access(sheet), mem, job(wantedOf(7), false));
        sheet.beforeWrite = null;
        await syncTab(access(sheet), mem, job(wantedOf(7), true));
        expectRight(sheet);
      }
    }
  });

  test('our id column goes, a column of theirs takes its place and rows are sorted, twice: nothing of theirs is lost', async () => {
    const sheet = sheetOf(7);
    const mem = memory();
    await syncTab(access(sheet), mem, job(wantedOf(7), false, ['id0', 'id3']));
    const turn: Hand = (one) => one.rows.splice(1, one.rows.length, ...one.rows.slice(1).reverse());
    const acts: Hand[] = [
      (one) => {
        one.deleteColumn(5);
        one.moveColumn(1, 4);
      },
    ];
    sheet.beforeWrite = () => acts.shift()?.(sheet);
    // Between an answer and a reading after it.
    sheet.fail = (kind) => {
      if (kind === 'read' && sheet.writes === 2) turn(sheet);
      return null;
    };
    await syncTab(access(sheet), mem, job(wantedOf(7), false));
    const prompts = sheet.rows.slice(1).map((row) => String(row[0]?.value).slice(7));
    expect(sheet.rows.slice(1).map((row) => row[4]?.value)).toEqual(prompts.map((one) => `mine ${one}`));
  });

  test('two columns are put in before the write: nothing is left beside our columns', async () => {
    for (let at = 0; at <= 6; at++) {
      const sheet = sheetOf(7);
      const mem = memory();
      await syncTab(access(sheet), mem, job(wantedOf(7), false, ['id0', 'id3']));
      const acts: Hand[] = [
        (one) => {
          one.insertColumn(at);
          one.insertColumn(at);
        },
        (one) => one.moveRow(2, 6),
      ];
      sheet.beforeWrite = () => acts.shift()?.(sheet);
      await syncTab(access(sheet), mem, job(wantedOf(7), false));
      sheet.beforeWrite = null;
      await syncTab(access(sheet), mem, job(wantedOf(7), true));
      expectRight(sheet);
    }
  });

  type Hand = (sheet: MemorySheet) => void;
  const n = 7;
  const pick = fc.nat({ max: 1000 });
  const rowHand = fc.oneof(
    pick.map(
      (at): Hand =>
        (sheet) =>
          sheet.insertRow(1 + (at % n)),
    ),
    pick.map(
      (at): Hand =>
        (sheet) =>
          sheet.deleteRow(2 + (at % Math.max(1, sheet.rows.length - 1))),
    ),
    fc.tuple(pick, pick).map(
      ([from, to]): Hand =>
        (sheet) => {
          const rows = sheet.rows.length - 1;
          if (rows > 0) sheet.moveRow(2 + (from % rows), 2 + (to % rows));
        },
    ),
    fc.constant<Hand>((sheet) =>
      sheet.sort((row) =>
        row
          .map((cell) => String(cell.value))
          .sort()
          .join(),
      ),
    ),
    fc.constant<Hand>((sheet) => sheet.rows.splice(1, sheet.rows.length, ...sheet.rows.slice(1).reverse())),
  );
  const columnHand = fc.oneof(
    fc.tuple(pick, pick).map(
      ([from, to]): Hand =>
        (sheet) =>
          sheet.moveColumn(from % sheet.width, to % sheet.width),
    ),
    pick.map(
      (at): Hand =>
        (sheet) =>
          sheet.insertColumn(at % (sheet.width + 1)),
    ),
  );
  // Each of the second list falls between one reading and the writing (or undoing) after it.
  const hands = fc.oneof(fc.array(rowHand, { minLength: 1, maxLength: 3 }), fc.tuple(columnHand));
  const earlier = fc.array(fc.oneof(rowHand, columnHand), { maxLength: 3 });

  test('whatever a person does between reading and writing, each row ends with its own result', async () => {
    await fc.assert(
      fc.asyncProperty(earlier, hands, async (before, between) => {
        const sheet = sheetOf(n);
        const mem = memory();
        await syncTab(access(sheet), mem, job(wantedOf(n), false, ['id0', 'id3']));
        for (const act of before) act(sheet);
        const acts = [...between];
        sheet.beforeWrite = () => acts.shift()?.(sheet);
        await syncTab(access(sheet), mem, job(wantedOf(n), false));
        sheet.beforeWrite = null;
        await syncTab(access(sheet), mem, job(wantedOf(n), true));
        expectRight(sheet);
      }),
      { numRuns: 400 },
    );
  });
});
