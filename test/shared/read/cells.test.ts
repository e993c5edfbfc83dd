import { describe, expect, test } from '@jest/globals';
import type { Cell } from '../../../shared/cell.ts';
import { messages, planAt, read, tableOf } from './table-of.ts';

const FULL = ['prompt', 'visibility', 'aspect_ratio', 'num_images', 'seed_number', 'style', 'color_palette', 'model'];

/** generate-full with one cell changed. */
function withCell(column: string, cell: Cell, model: Cell = '3.0') {
  const row = FULL.map((name) => ({ prompt: 'a chair', visibility: 'private', model })[name] ?? '');
  row[FULL.indexOf(column)] = cell;
  return read('generate-full', tableOf(FULL, row), { configured: ['studio', 'ideogram'] });
}

describe('what a cell may hold', () => {
  test.each<[string, Cell, string]>([
    ['visibility', 'secret', 'error B2: B2 holds “secret”; visibility must be public or private.'],
    ['visibility', '', 'error B2: B2 is empty, and visibility is required. Fill it in, or set it once for the batch.'],
    ['prompt', '', 'error A2: A2 is empty, and prompt is required. Fill it in, or set a batch prompt.'],
    ['num_images', 5, 'error D2: D2 holds “5”; num_images must be a whole number from 1 to 4.'],
    ['num_images', '2.5', 'error D2: D2 holds “2.5”; num_images must be a whole number from 1 to 4.'],
    ['seed_number', '-1', 'error E2: E2 holds “-1”; seed_number must be a whole number from 0 to 2147483644.'],
    [
      'style',
      'realistik',
      'error F2: F2 holds “realistik”; style must be auto, general, realistic, design, 3d or anime. Did you mean realistic?',
    ],
    [
      'style',
      'anime',
      'error F2: F2 holds “anime”, a style that 3.0 does not have. It has auto, general, realistic or design.',
    ],
    ['color_palette', 'ember #ffffff', 'never both'],
    ['color_palette', 'embr', 'Did you mean ember?'],
    ['color_palette', '#111111 #222222 #333333 #444444 #555555 #666666', 'here are 6 colours'],
    ['color_palette', 'red', 'must be up to 5 colours such as #1A2B3C separated by blanks, or ember, fresh'],
    ['model', '4.0', 'error H2: H2 holds “4.0”; model must be studio, 3.0, 2.0, 2a or 1.0.'],
    ['model', 'ideogram:3.1', 'Did you mean ideogram:3.0?'],
    ['aspect_ratio', '17:9', 'Did you mean 16:9?'],
    ['aspect_ratio', '1920x1080', 'Did you mean 16:9?'],
  ])('%s %p', (column, cell, words) => {
    const reading = withCell(column, cell, column === 'model' ? cell : '3.0');
    expect(reading.rows[0]?.kind).toBe('error');
    expect(messages(reading).join('\n')).toContain(words);
  });

  test.each<[string, Cell, string]>([
    [
      'color_palette',
      '＃ff0000，#00ff00',
      'warning G2: G2 holds “＃ff0000，#00ff00”, which was read as #ff0000 #00ff00.',
    ],
    ['color_palette', '#f00', 'read as #ff0000'],
    [
      'visibility',
      '“Private”',
      'warning B2: B2 holds “““Private””, which was read as private.'.replace('“““Private””', '““Private””'),
    ],
    ['aspect_ratio', '16：9', 'read as 16:9'],
    ['aspect_ratio', '16x9', 'read as 16:9'],
    ['num_images', '３', 'read as 3'],
  ])('%s %p has one reading', (column, cell, words) => {
    const reading = withCell(column, cell);
    expect(reading.rows[0]?.kind).toBe('ready');
    expect(messages(reading).join('\n')).toContain(words);
    const row = reading.rows[0];
    expect(row?.kind === 'ready' && row.issues[0]?.repair?.value).toBeTruthy();
  });

  test.each<[string, Cell]>([
    ['num_images', '4.0'],
    ['num_images', 4],
    ['num_images', ' 4 '],
    ['visibility', ' PRIVATE '],
    ['aspect_ratio', ' 3:2 '],
    ['color_palette', 'ULTRAMARINE'],
    ['color_palette', '#A1B2C3 #000000'],
    ['style', 'Design'],
  ])('%s %p is fine', (column, cell) => {
    expect(messages(withCell(column, cell))).toEqual([]);
  });

  test.each<[Cell, string]>([
    [3, 'ideogram:3.0'],
    ['2', 'ideogram:2.0'],
    [1, 'ideogram:1.0'],
    [' 2A ', 'ideogram:2a'],
    ['ideogram:2.0', 'ideogram:2.0'],
    ['studio', 'studio'],
    ['', 'ideogram:2.0'],
  ])('model %p', (cell, id) => {
    const reading = withCell('model', cell, cell);
    expect(planAt(reading).outputs[0]?.model).toBe(id);
  });

  test('an operator may raise num_images to 8', () => {
    const table = tableOf(['prompt', 'num_images'], ['a', 8]);
    const reading = read('generate-basic', table, { limits: { maxRows: 10, maxImages: 8 } });
    expect(planAt(reading).outputs).toHaveLength(8);
  });

  test('dimensions', () => {
    const header = ['product_name', 'product_image_url', 'height', 'width', 'depth'];
    const rows = [
      ['Mug', 'a.jpg', '4,5', 3, '2"'],
      ['Mug', 'a.jpg', 0, '', ''],
      ['Mug', 'a.jpg', '12 cm', '', ''],
      ['Mug', 'a.jpg', '1,000', '', ''],
    ];
    const reading = read('products', tableOf(header, ...rows));
    const plan = planAt(reading);
    expect(plan.outputs[0]?.options.dimensions).toEqual({ height: 4.5, width: 3, depth: 2 });
    expect(plan.outputs[0]?.prompt).toContain('height 4.5 in, width 3 in, depth 2 in');
    expect(reading.rows.slice(1).map((row) => row.kind)).toEqual(['error', 'error', 'error']);
    expect(messages(reading)).toContain('error C3: C3 holds “0”; height must be a number above 0.');
  });
});

describe('what Sheets damaged', () => {
  test.each<[string, Cell, string, string | undefined]>([
    [
      'aspect_ratio',
      { kind: 'time', shown: '02:03:00' },
      'C2: Sheets read 2:3 as a time (02:03:00); format the column as plain text.',
      '2:3',
    ],
    ['aspect_ratio', { kind: 'time', shown: '4:09 PM' }, 'Sheets read 16:9 as a time', '16:9'],
    ['aspect_ratio', 123 / 1440, 'Sheets read 2:3 as a time', '2:3'],
    ['aspect_ratio', { kind: 'time', shown: '7:07' }, 'type it again', undefined],
    ['num_images', { kind: 'date', shown: '1/3/1900' }, 'Sheets read 4 as a date (1/3/1900)', '4'],
    ['num_images', { kind: 'date', shown: '03.01.1900' }, 'Sheets read 4 as a date', '4'],
    ['seed_number', { kind: 'date', shown: '2/3/2024' }, 'type it again', undefined],
    ['prompt', { kind: 'error', shown: '#REF!' }, 'A2 shows the error #REF!. Correct its formula', undefined],
    ['prompt', '#N/A', 'A2 shows the error #N/A.', undefined],
    ['style', { kind: 'merged', shown: '' }, 'F2 is part of merged cells', undefined],
    ['model', { kind: 'error', shown: '#NAME?' }, 'H2 shows the error #NAME?', undefined],
  ])('%s %p', (column, cell, words, repair) => {
    const reading = withCell(column, cell);
    const row = reading.rows[0];
    expect(row?.kind).toBe('error');
    if (row?.kind !== 'error') return;
    expect(row.issues).toHaveLength(1);
    expect(row.issues[0]?.message).toContain(words);
    expect(row.issues[0]?.repair?.value).toBe(repair);
    expect(row.issues[0]?.severity).toBe('error');
  });

  test('a date in a column of the person may be used as it is shown', () => {
    const table = tableOf(['prompt', 'launch'], ['From {{launch}}', { kind: 'date', shown: '3 May 2027' }]);
    expect(planAt(read('generate-basic', table)).outputs[0]?.prompt).toBe('From 3 May 2027');
  });
});

describe('rows', () => {
  test('blank and example rows do not count, a touched example does', () => {
    const header = ['prompt', 'aspect_ratio', 'num_images', 'note', 'done'];
    const reading = read(
      'generate-basic',
      tableOf(
        header,
        ['A ceramic mug on a sunlit oak table', '1:1', 2, '', false],
        ['A ceramic mug on a sunlit oak table', '1:1', 3, '', false],
        ['A poster for a spring market', '2:3', '1', 'mine', ''],
        ['', '  ', '', '', false],
        [],
      ),
    );
    expect(reading.rows.map((row) => row.kind)).toEqual(['example', 'ready', 'ready', 'blank', 'blank']);
  });

  test("a row's own problem is an error of that row", () => {
    const table = tableOf(['prompt'], ['a'], ['b']);
    const rows = table.rows.map((row) =>
      row.number === 3 ? { ...row, problem: 'It has 3 fields, the header has 1.' } : row,
    );
    const reading = read('generate-basic', { ...table, rows });
    expect(reading.rows.map((row) => row.kind)).toEqual(['ready', 'error']);
    expect(messages(reading)).toEqual(['error A3: Row 3: It has 3 fields, the header has 1.']);
  });

  test('too many rows: the notice says how to split', () => {
    const table = tableOf(['prompt'], ...Array.from({ length: 25 }, (_, index) => [`chair ${index}`]));
    const { notices } = read('generate-basic', table, { limits: { maxRows: 10, maxImages: 4 } });
    expect(notices).toHaveLength(1);
    expect(notices[0]?.code).toBe('too_many_rows');
    expect(notices[0]?.message).toContain('25 rows, and one batch takes up to 10');
    expect(notices[0]?.message).toContain('Split them into 3 batches: rows 2–11, 12–21, 22–26');
    expect(notices[0]?.rows).toHaveLength(15);
  });

  test('10,000 rows of generate-full are read well under a second', () => {
    const header = [...FULL, 'negative_prompt', 'rendering', 'magic_prompt', 'file_name'];
    const rows = Array.from({ length: 10_000 }, (_, index) => [
      `chair ${index} in {{style}}`,
      'private',
      '2:3',
      4,
      index,
      'design',
      '#ff0000 #00ff00',
      '2.0',
      'blur',
      'turbo',
      'on',
      `c${index}`,
    ]);
    const start = performance.now();
    const reading = read('generate-full', tableOf(header, ...rows));
    expect(performance.now() - start).toBeLessThan(1500);
    expect(reading.rows.every((row) => row.kind === 'ready')).toBe(true);
  });
});

describe('batch settings and defaults', () => {
  test('cell, else batch setting, else default', () => {
    const table = tableOf(['prompt', 'num_images', 'aspect_ratio'], ['a', 2, ''], ['', '', '16:9']);
    const settings = { prompt: 'b', fields: { num_images: '3' } };
    const reading = read('generate-basic', table, { settings });
    expect(planAt(reading, 0).outputs.map(({ prompt, aspectRatio }) => [prompt, aspectRatio])).toEqual([
      ['a', '1:1'],
      ['a', '1:1'],
    ]);
    expect(planAt(reading, 1).outputs.map(({ prompt, aspectRatio }) => [prompt, aspectRatio])).toEqual(
      Array.from({ length: 3 }, () => ['b', '16:9']),
    );
  });

  test('required means required after the batch setting', () => {
    const table = tableOf(['prompt'], ['a']);
    expect(messages(read('generate-full', table))[0]).toBe(
      'error -: There is no column visibility, and visibility is required. Add the column, or set it once for the batch.',
    );
    expect(messages(read('generate-full', table, { settings: { fields: { visibility: 'public' } } }))).toEqual([]);
  });

  test('a wrong batch setting is named as such, without a cell', () => {
    const reading = read('generate-basic', tableOf(['prompt'], ['a']), { settings: { fields: { num_images: '9' } } });
    expect(messages(reading)).toEqual([
      'error -: The batch setting num_images is “9”; num_images must be a whole number from 1 to 4.',
    ]);
  });

  test('image and name columns cannot be set for the batch', () => {
    const reading = read('edit', tableOf(['prompt'], ['red']), { settings: { fields: { image: 'a.jpg' } } });
    expect(messages(reading)[0]).toContain(
      'There is no column image (or image_url), and image is required. Add the column.',
    );
  });
});
