import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normaliseHeader } from '../../../shared/normalise-header.ts';
import { messages, planAt, read, tableOf } from './table-of.ts';

const fieldsOf = (reading: ReturnType<typeof read>) => reading.columns.map(({ field }) => field);

describe('headers', () => {
  test.each([
    ['Product Image URL', 'product_image_url'],
    [' product-image_url ', 'product_image_url'],
    ['PRODUCT   NAME', 'product_name'],
    ['Request\u00a0Type', 'request_type'],
  ])('%p = %p', (header, field) => {
    expect(normaliseHeader(header)).toBe(field);
    expect(fieldsOf(read('products', tableOf([header])))).toEqual([field]);
  });

  test('case, blanks, _ and - never decide', () => {
    const gap = fc.constantFrom(' ', '_', '-', '  ', ' - ');
    fc.assert(
      fc.property(gap, gap, fc.boolean(), (first, second, upper) => {
        const header = `product${first}image${second}url`;
        return normaliseHeader(upper ? header.toUpperCase() : header) === 'product_image_url';
      }),
    );
  });

  test('synonyms', () => {
    expect(fieldsOf(read('generate-basic', tableOf(['Prompt', 'Number of images', 'Seed'])))).toEqual([
      'prompt',
      'num_images',
      'seed_number',
    ]);
    expect(fieldsOf(read('edit', tableOf(['Image URL', 'prompt'])))).toEqual(['image', 'prompt']);
    expect(fieldsOf(read('tools', tableOf(['image', 'tool'])))).toEqual(['image_url', 'tool']);
    expect(fieldsOf(read('tools', tableOf(['image', 'image_url', 'tool'])))).toEqual([null, 'image_url', 'tool']);
    expect(messages(read('tools', tableOf(['Image', 'image_url', 'tool'])))).toEqual([
      'warning A1: B1 and A1 both mean image_url. B1 is read; rename or remove one of them.',
    ]);
  });

  test('unknown columns are kept, near ones asked about', () => {
    const reading = read(
      'generate-basic',
      tableOf(['prompt', 'aspct_ratio', 'colour', 'numimages'], ['a {{Colour}}', '', 'red', '']),
    );
    expect(fieldsOf(reading)).toEqual(['prompt', null, null, null]);
    expect(planAt(reading).outputs[0]?.prompt).toBe('a red');
    expect(messages(reading)).toEqual([
      'warning B1: “aspct_ratio” in B1 is no column of Generate, basic; it is kept as your own. Did you mean aspect_ratio?',
      'warning D1: “numimages” in D1 is no column of Generate, basic; it is kept as your own. Did you mean num_images?',
    ]);
  });

  test('duplicates are named; where they differ the row is an error', () => {
    const reading = read(
      'generate-basic',
      tableOf(['Prompt', 'x', 'prompt'], ['a', '', ''], ['a', '', 'a'], ['a', '', 'b']),
    );
    expect(reading.rows.map((row) => row.kind)).toEqual(['ready', 'ready', 'error']);
    expect(messages(reading)).toEqual([
      'warning C1: A1 and C1 are both “prompt”. A1 is read; rename or remove one of them.',
      'error A4: A4 and C4 are both prompt and differ. Empty one of them, or rename its column.',
    ]);
  });

  test('a header row elsewhere and our own columns', () => {
    const table = { ...tableOf(['status', 'prompt'], ['failed', 'a {{status}}']), headerRow: 3 };
    const reading = read('generate-basic', table, { ownColumns: [0] });
    expect(fieldsOf(reading)).toEqual(['prompt']);
    expect(messages(reading)[0]).toContain('{{status}}, but no column is called so');
    expect(read('generate-basic', table).columns).toHaveLength(2);
  });

  test('mapping', () => {
    const table = tableOf(['Beschreibung', 'Foto', 'prompt'], ['red', 'a.jpg', 'ignored']);
    const mapping = { beschreibung: 'prompt', FOTO: 'image' };
    const reading = read('custom', table, { settings: { mapping } });
    expect(fieldsOf(reading)).toEqual(['prompt', 'image', null]);
    expect(planAt(reading).outputs[0]).toMatchObject({ tool: 'edit', prompt: 'red' });
    const wrong = read('custom', table, { settings: { mapping: { Foto: 'imag', Gone: 'tool' } } });
    expect(messages(wrong).slice(0, 2)).toEqual([
      'error B1: “Foto” is mapped to imag, which Your own sheet does not have. Did you mean image?',
      'warning -: The mapping names a column “Gone”, which this table does not have.',
    ]);
  });
});

describe('the key column', () => {
  test('empty and repeated keys are errors at their cells', () => {
    const table = tableOf(['SKU', 'prompt'], ['A', 'x'], ['', 'x'], ['B', 'x'], ['A', 'x'], ['', '']);
    const reading = read('generate-basic', table, { settings: { keyColumn: 'sku' } });
    expect(reading.rows.map((row) => ('key' in row ? row.key : row.kind))).toEqual([null, null, 'B', null, 'blank']);
    expect(messages(reading)).toEqual([
      'error A2: A2 holds “A”, as does A5. Each row needs a SKU of its own.',
      'error A3: A3 is empty, and SKU is the key that tells rows apart. Fill it in.',
      'error A5: A5 holds “A”, as does A2. Each row needs a SKU of its own.',
    ]);
  });

  test('a key column that is not there', () => {
    const reading = read('generate-basic', tableOf(['SKUs', 'prompt'], ['A', 'x']), { settings: { keyColumn: 'SKU' } });
    expect(messages(reading)[0]).toBe('error -: The key column “SKU” is not in this table. Did you mean skus?');
  });
});

describe('placeholders', () => {
  const header = ['prompt', 'Product Name', 'colour'];
  test('in the row and in the batch prompt', () => {
    const table = tableOf(header, ['a {{product name}}', 'Mug', 'red'], ['', 'Bowl', 4]);
    const reading = read('generate-basic', table, { settings: { prompt: '{{ PRODUCT_NAME }} in {{colour}}' } });
    expect(planAt(reading, 0).outputs[0]?.prompt).toBe('a Mug');
    expect(planAt(reading, 1).outputs[0]?.prompt).toBe('Bowl in 4');
  });

  test('unknown or empty is an error at its cell', () => {
    const table = tableOf(
      header,
      ['a {{color}}', 'Mug', 'red'],
      ['a {{colour}}', 'Mug', ''],
      ['a {{colour}}', '', { kind: 'error', shown: '#N/A' }],
      ['{{}}', '', ''],
    );
    expect(messages(read('generate-basic', table))).toEqual([
      'error A2: A2 uses {{color}}, but no column is called so. Did you mean {{colour}}?',
      'error A3: A3 uses {{colour}}, but C3 is empty. Fill in C3, or take the placeholder out.',
      'error A4: A4 uses {{colour}}, but C4 shows the error #N/A. Correct C4.',
      'error A5: A5 uses {{}}, but no column is called so. The columns are prompt, Product Name, colour.',
    ]);
    const batch = read('generate-basic', tableOf(['colour', 'sku'], ['', '1']), {
      settings: { prompt: 'a {{colour}} {{x}}' },
    });
    expect(messages(batch)).toEqual([
      'error A2: The batch prompt uses {{colour}}, but A2 is empty. Fill in A2, or take the placeholder out.',
      'error -: The batch prompt uses {{x}}, but no column is called so. The columns are colour, sku.',
    ]);
  });

  test("inputs are the template's columns and what a placeholder names", () => {
    const table = tableOf(['prompt', 'colour', 'note', 'file_name'], ['a {{colour}}', 'red', 'mine', 'f']);
    const row = read('generate-basic', table).rows[0];
    expect(row?.kind === 'ready' && row.inputs).toEqual({ prompt: 'a {{colour}}', '{{colour}}': 'red' });
  });
});
