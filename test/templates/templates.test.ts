import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { findModel } from '../../shared/find-model.ts';
import { ASPECT_RATIOS } from '../../shared/read/read-aspect-ratio.ts';
import { PALETTES } from '../../shared/read/read-palette.ts';
import { recogniseTemplate } from '../../shared/recognise-template.ts';
import { templateTable } from '../../shared/template-table.ts';
import { CATALOGUE, TEMPLATES, templateById } from '../../templates/index.ts';
import { messages, read, tableOf } from '../shared/read/table-of.ts';

const kind = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('choice'), values: z.array(z.string()).min(1) }),
  z.strictObject({ type: z.literal('whole'), min: z.number(), max: z.number() }),
  z.strictObject({
    type: z.literal('number'),
    above: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('aspect_ratio') }),
  z.strictObject({ type: z.literal('model') }),
  z.strictObject({ type: z.literal('palette') }),
  z.strictObject({ type: z.literal('background') }),
  z.strictObject({ type: z.literal('image') }),
  z.strictObject({ type: z.literal('file_name') }),
]);
const template = z.strictObject({
  id: z.string(),
  title: z.string().min(1),
  description: z.string().min(1),
  defaultModel: z.string().optional(),
  columns: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9]+(_[a-z0-9]+)*$/),
      synonyms: z.array(z.string()).optional(),
      kind,
      required: z.boolean().optional(),
      default: z.string().optional(),
      batchSetting: z.boolean().optional(),
      optional: z.boolean().optional(),
      note: z.string().min(10),
    }),
  ),
  examples: z.array(z.record(z.string(), z.string())),
});

describe.each(TEMPLATES.map((one) => [one.id, one] as const))('%s', (_, one) => {
  test('is what the types say, with every note filled', () => {
    template.parse(one);
    for (const { note } of one.columns) expect(note.replace('{{column}}', '')).not.toMatch(/[{}]/);
    expect(new Set(one.columns.map(({ name }) => name)).size).toBe(one.columns.length);
  });

  test('takes model, seed_number and file_name', () => {
    const names = one.columns.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['model', 'seed_number', 'file_name']));
  });

  test('has two examples that are valid rows, skipped while untouched', () => {
    if (one.id === 'custom') return;
    expect(one.examples).toHaveLength(2);
    for (const optional of [false, true]) {
      const { header, rows, columns } = templateTable(one, CATALOGUE, { optional });
      expect(columns.map(({ name }) => name)).toEqual(header);
      expect(rows.every((row) => row.length === header.length)).toBe(true);
      expect(read(one.id, tableOf(header, ...rows)).rows.map((row) => row.kind)).toEqual(['example', 'example']);
      const touched = rows.map((row) => [...row, 'mine']);
      const reading = read(one.id, tableOf([...header, 'note'], ...touched));
      expect(messages(reading).filter((message) => message.startsWith('error'))).toEqual([]);
      expect(recogniseTemplate(header, TEMPLATES)[0]?.template.id).toBe(one.id);
    }
  });
});

test('the columns of product.md', () => {
  const names = (id: string) =>
    templateById(id)
      ?.columns.map(({ name, required }) => name + (required ? '*' : ''))
      .join(' ');
  expect(TEMPLATES.map(({ id }) => id)).toEqual([
    'generate-basic',
    'generate-full',
    'products',
    'edit',
    'steps',
    'tools',
    'custom',
  ]);
  expect(names('generate-basic')).toBe('prompt* aspect_ratio num_images model seed_number file_name');
  expect(names('generate-full')).toBe(
    'prompt* visibility* aspect_ratio magic_prompt model num_images seed_number rendering negative_prompt style color_palette file_name',
  );
  expect(names('products')).toBe(
    'product_name* product_image_url* inspiration_image height width depth prompt num_images aspect_ratio request_type model seed_number file_name',
  );
  expect(names('edit')).toBe('image* prompt model seed_number file_name');
  expect(names('tools')).toBe(
    'image_url* tool* background scale aspect_ratio prompt strength text format quality model seed_number file_name',
  );
  expect(templateById('steps')?.columns).toHaveLength(1 + 7 * 10 + 3);
  expect(templateById('steps')?.columns.find(({ name }) => name === 'step_7_input')?.kind).toEqual({
    type: 'choice',
    values: ['original', '1', '2', '3', '4', '5', '6'],
  });
  expect(templateById('nope')).toBeNull();
});

describe('the catalogue', () => {
  test('models are whole', () => {
    for (const model of CATALOGUE.models) {
      expect(CATALOGUE.providers.some(({ id }) => id === model.provider)).toBe(true);
      for (const ratio of Object.keys(model.sizes)) expect(ASPECT_RATIOS).toContain(ratio);
      expect(Object.keys(model)).not.toContain('like');
      expect(model.palette?.named ?? PALETTES).toEqual(PALETTES);
    }
  });

  test('sizes, styles and prices', () => {
    const model = (name: string) => findModel(CATALOGUE, name);
    expect(model('3')?.sizes['16:9']).toEqual([1312, 736]);
    expect(model('2a')?.sizes['1:3']).toEqual([512, 1536]);
    expect(Object.keys(model('2.0')?.sizes ?? {})).toEqual(ASPECT_RATIOS);
    expect(ASPECT_RATIOS.filter((ratio) => !model('1')?.sizes[ratio])).toEqual(['1:2', '4:5', '5:4', '2:1']);
    expect(model('1.0')?.sizes['10:16']).toEqual([768, 1232]);
    expect(model('3.0')?.styles).toEqual(['auto', 'general', 'realistic', 'design']);
    expect(model('2.0')?.styles).toEqual(['auto', 'general', 'realistic', 'design', '3d', 'anime']);
    expect(model('1.0')).toMatchObject({ palette: null, styleAsKeyword: true });
    expect(model('3.0')?.price).toEqual({ type: 'per_image', turbo: 0.03, default: 0.06, quality: 0.09 });
    expect(model('2a')?.price).toEqual({ type: 'per_image', turbo: 0.025, default: 0.04, quality: 0.04 });
    expect(model('studio')).toMatchObject({
      price: { type: 'free' },
      styles: null,
      renderings: null,
      magicPrompt: false,
    });
  });
});

test.each([
  [['Prompt'], 'generate-basic'],
  [['prompt', 'style'], 'generate-full'],
  [['SKU', 'Image URL', 'Prompt'], 'edit'],
  [['image', 'tool'], 'tools'],
  [['Product Name', 'Product Image URL', 'height'], 'products'],
  [['image', 'step 1 prompt'], 'steps'],
  [['sku', 'model'], undefined],
])('%p belongs to %s', (header, id) => {
  expect(recogniseTemplate(header, TEMPLATES)[0]?.template.id).toBe(id);
});
