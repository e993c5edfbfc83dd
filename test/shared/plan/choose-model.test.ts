import { describe, expect, test } from '@jest/globals';
import { listIssues } from '../../../shared/list-issues.ts';
import { CATALOGUE } from '../../../templates/index.ts';
import { type ContextParts, messages, planAt, read, tableOf } from '../read/table-of.ts';

const KEYED: ContextParts = { configured: ['studio', 'ideogram'] };
const BASIC = tableOf(['prompt'], ['a']);
const FULL = tableOf(['prompt', 'visibility'], ['a', 'private']);

describe('which model makes an output', () => {
  test.each<[string, Parameters<typeof read>, string]>([
    [
      'cell',
      [
        'generate-basic',
        tableOf(['prompt', 'model'], ['a', '3.0']),
        { ...KEYED, settings: { fields: { model: '2a' } } },
      ],
      'ideogram:3.0',
    ],
    ['batch setting', ['generate-basic', BASIC, { ...KEYED, settings: { fields: { model: '2a' } } }], 'ideogram:2a'],
    ["the template's default, with its key", ['generate-full', FULL, KEYED], 'ideogram:2.0'],
    ["the template's default, without its key", ['generate-full', FULL, {}], 'studio'],
    ['the first configured model', ['generate-basic', BASIC, KEYED], 'ideogram:3.0'],
    ['studio', ['generate-basic', BASIC, {}], 'studio'],
    ['studio first for its own', ['tools', tableOf(['image', 'tool'], ['a.jpg', 'upscale']), KEYED], 'studio'],
    [
      'a paid model for a prompted edit',
      ['edit', tableOf(['image', 'prompt'], ['a.jpg', 'red']), KEYED],
      'ideogram:3.0',
    ],
    [
      'preview',
      [
        'generate-full',
        tableOf(['prompt', 'visibility', 'model'], ['a', 'private', '3.0']),
        { ...KEYED, preview: true },
      ],
      'studio',
    ],
  ])('%s', (_, parts, id) => {
    const plan = planAt(read(...parts));
    expect(plan.outputs[0]?.model).toBe(id);
    expect(plan.outputs[0]?.provider).toBe(id.split(':')[0]);
  });

  test('a known model without key is one notice for the batch, and its rows plan', () => {
    const table = tableOf(['prompt', 'model'], ['a', '3.0'], ['a', '2.0'], ['a', ''], ['a', '3.0']);
    const { rows, notices } = read('generate-basic', table);
    expect(rows.every((row) => row.kind === 'ready')).toBe(true);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ code: 'provider_not_configured', rows: [2, 3, 5] });
    expect(notices[0]?.message).toContain('Ideogram 3.0 (3.0) is not configured here: rows 2, 5.');
    expect(notices[0]?.message).toContain('Set IDEOGRAM_API_KEY where the backend runs.');
  });

  test('tools without an offline engine come under the one notice', () => {
    const table = tableOf(
      ['image', 'tool', 'prompt'],
      ['a.jpg', 'alt-text', ''],
      ['a.jpg', 'object-removal', 'the cup'],
      ['a.jpg', 'product-description', ''],
      ['a.jpg', 'convert', ''],
    );
    const reading = read('tools', table, { settings: { fields: { format: 'png' } } });
    expect(messages(reading)).toEqual([]);
    expect(reading.rows.map((row) => row.kind)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect(planAt(reading, 0).outputs[0]).toMatchObject({ model: 'studio', result: 'text' });
    expect(reading.notices).toHaveLength(1);
    expect(reading.notices[0]).toMatchObject({ code: 'unsupported_offline', rows: [2, 3, 4] });
    const both = read(
      'tools',
      tableOf(
        ['image', 'tool', 'model', 'prompt'],
        ['a.jpg', 'alt-text', '', ''],
        ['a.jpg', 'image-to-image', '2.0', 'x'],
      ),
    );
    expect(both.notices).toHaveLength(1);
    expect(both.notices[0]?.rows).toEqual([2, 3]);
  });

  test('a model that does not do the tool is an error in its cell', () => {
    const reading = read('tools', tableOf(['image', 'tool', 'model'], ['a.jpg', 'upscale', '2.0']), KEYED);
    expect(messages(reading)).toEqual([
      'error C2: C2 holds “2.0”, which does not do upscale; 2.0 does generate or image-to-image. Choose another model or leave it empty.',
    ]);
  });

  test('a batch setting that does not do the tool is a warning, once', () => {
    const reading = read('tools', tableOf(['image', 'tool'], ['a.jpg', 'upscale'], ['b.jpg', 'upscale']), {
      settings: { fields: { model: '2.0' } },
    });
    expect(planAt(reading).outputs[0]?.model).toBe('studio');
    expect(listIssues(reading).map(({ message }) => message)).toEqual([
      'The batch setting model is “2.0”, which does not do upscale, so another model makes it; 2.0 does generate or image-to-image.',
    ]);
  });

  test('a retired model runs on its successor, with a warning', () => {
    const models = CATALOGUE.models.map((model) =>
      model.id === 'ideogram:1.0' ? { ...model, retired: { on: '2026-10-29', successor: 'ideogram:3.0' } } : model,
    );
    const catalogue = { ...CATALOGUE, models };
    const reading = read('generate-basic', tableOf(['prompt', 'model'], ['a', 1]), { ...KEYED, catalogue });
    expect(planAt(reading).outputs[0]?.model).toBe('ideogram:3.0');
    expect(messages(reading)).toEqual([
      'warning B2: B2 holds “1”, which was retired on 2026-10-29; its successor 3.0 is used.',
    ]);
    const circle = CATALOGUE.models.map((model) => ({ ...model, retired: { on: '2026-10-29', successor: model.id } }));
    const lost = read('generate-basic', tableOf(['prompt', 'model'], ['a', 1]), {
      ...KEYED,
      catalogue: { ...CATALOGUE, models: circle },
    });
    expect(messages(lost)[0]).toContain('error B2: B2 holds “1”, which was retired on 2026-10-29.');
  });

  test('a preview asks nothing of the named model', () => {
    const table = tableOf(
      ['prompt', 'visibility', 'model', 'aspect_ratio', 'color_palette', 'style'],
      ['a', 'private', '1.0', '1:2', 'ember', 'anime'],
    );
    expect(read('generate-full', table, KEYED).rows[0]?.kind).toBe('error');
    const reading = read('generate-full', table, { ...KEYED, preview: true });
    expect(messages(reading)).toEqual([]);
    expect(planAt(reading).outputs[0]).toMatchObject({ model: 'studio', estimateUsd: 0, aspectRatio: '1:2' });
    expect(reading.notices).toEqual([]);
  });
});

describe('what a model ignores or cannot do', () => {
  const one = (model: string, column: string, cell: string, parts = KEYED) =>
    read('generate-full', tableOf(['prompt', 'visibility', 'model', column], ['a', 'private', model, cell]), parts);

  test.each([
    ['1.0', 'aspect_ratio', '4:5', 'error D2: D2 holds “4:5”, which 1.0 cannot make. It makes 1:3, 9:16,'],
    ['1.0', 'aspect_ratio', '2:1', 'error D2'],
    [
      '1.0',
      'color_palette',
      'ember',
      'error D2: D2 holds “ember”, but 1.0 takes no color_palette. Leave it empty, or choose model 2.0, 2a or 3.0.',
    ],
    ['3.0', 'style', '3d', 'error D2: D2 holds “3d”, a style that 3.0 does not have.'],
    ['1.0', 'style', '3d', 'warning D2: D2 holds “3d”; 1.0 has no styles, so “3d style” is added to the prompt.'],
    ['2a', 'negative_prompt', 'blur', 'warning D2: D2 holds “blur”; 2a takes no negative prompt, so it is ignored.'],
    [
      '2.0',
      'rendering',
      'quality',
      'warning D2: D2 holds “quality”; 2.0 has only default or turbo, so default is used.',
    ],
    [
      'studio',
      'rendering',
      'turbo',
      'warning D2: D2 holds “turbo”; studio has one rendering only, so default is used.',
    ],
    [
      'studio',
      'magic_prompt',
      'on',
      'warning D2: D2 holds “on”; studio has no magic prompt, so the prompt goes unchanged. The batch setting “Improve prompts” rewrites it.',
    ],
    ['studio', 'style', 'anime', 'warning D2: D2 holds “anime”; studio has no styles, so it is ignored.'],
  ])('%s %s %s', (model, column, cell, words) => {
    const reading = one(model, column, cell);
    expect(messages(reading).join('\n')).toContain(words);
    expect(reading.rows[0]?.kind).toBe(words.startsWith('error') ? 'error' : 'ready');
  });

  test.each([
    ['studio', 'magic_prompt', 'off'],
    ['studio', 'style', 'auto'],
    ['studio', 'rendering', 'default'],
    ['studio', 'color_palette', '#ff0000 #00ff00'],
    ['2.0', 'style', 'anime'],
    ['3.0', 'rendering', 'quality'],
    ['2a', 'aspect_ratio', '1:2'],
  ])('%s %s %s is fine', (model, column, cell) => {
    expect(messages(one(model, column, cell))).toEqual([]);
  });

  test('what is dropped is not in the plan, and a style as keyword is in the prompt', () => {
    expect(planAt(one('2a', 'negative_prompt', 'blur')).outputs[0]?.options).not.toHaveProperty('negativePrompt');
    expect(planAt(one('2.0', 'rendering', 'quality')).outputs[0]?.options).not.toHaveProperty('rendering');
    expect(planAt(one('1.0', 'style', 'anime')).outputs[0]).toMatchObject({ prompt: 'a, anime style' });
    expect(planAt(one('2.0', 'style', 'anime')).outputs[0]?.options).toMatchObject({
      style: 'anime',
      visibility: 'private',
    });
  });

  test('a seed counts its images too', () => {
    const table = tableOf(['prompt', 'seed', 'num_images'], ['a', 2147483647, 1], ['a', 2147483647, 2], ['a', 7, 2]);
    const reading = read('generate-basic', table);
    expect(reading.rows.map((row) => row.kind)).toEqual(['ready', 'error', 'ready']);
    expect(planAt(reading, 2).seed).toBe(7);
    expect(planAt(read('generate-basic', BASIC)).seed).toBeNull();
  });
});
