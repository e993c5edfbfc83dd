import { describe, expect, test } from '@jest/globals';
import { messages, planAt, read, tableOf } from '../read/table-of.ts';

describe('products', () => {
  const header = ['product_name', 'product_image_url', 'inspiration_image', 'prompt', 'request_type', 'height'];
  test('studio and lifestyle', () => {
    const table = tableOf(
      header,
      ['Oak stool', 'stool.jpg', '', 'Soft light', '', 18],
      ['Mug', 'mug.jpg', 'room.jpg', '', 'Lifestyle', ''],
    );
    const reading = read('products', table, { settings: { showDimensions: true } });
    const studio = planAt(reading, 0);
    expect(studio.sources).toEqual([{ column: 'product_image_url', cell: 'B2', value: 'stool.jpg' }]);
    expect(studio.outputs).toEqual([
      {
        n: 1,
        tool: 'product-shot',
        model: 'studio',
        provider: 'studio',
        prompt: 'Product photo of Oak stool on a clean, plain background. Soft light. Size: height 18 in.',
        inputs: [{ role: 'image', ref: { from: 'source', index: 0 } }],
        aspectRatio: '1:1',
        options: { requestType: 'studio', productName: 'Oak stool', dimensions: { height: 18 }, showDimensions: true },
        result: 'image',
        estimateUsd: 0,
      },
    ]);
    const lifestyle = planAt(reading, 1).outputs[0];
    expect(lifestyle).toMatchObject({ tool: 'lifestyle', options: { requestType: 'lifestyle', productName: 'Mug' } });
    expect(lifestyle?.inputs.map(({ role }) => role)).toEqual(['image', 'inspiration']);
    expect(lifestyle?.options).not.toHaveProperty('showDimensions');
  });
});

describe('edit', () => {
  test('a row without any prompt is an error at its cell', () => {
    const table = tableOf(['image', 'prompt'], ['a.jpg', ''], ['a.jpg', 'red']);
    expect(messages(read('edit', table))).toEqual([
      'error B2: B2 is empty, and prompt is required for edit. Fill it in, or set a batch prompt.',
    ]);
    const batch = read('edit', table, { settings: { prompt: 'blue' } });
    expect([planAt(batch, 0), planAt(batch, 1)].map((plan) => plan.outputs[0]?.prompt)).toEqual(['blue', 'red']);
  });
});

describe('tools', () => {
  const header = [
    'image_url',
    'tool',
    'background',
    'scale',
    'aspect_ratio',
    'prompt',
    'strength',
    'text',
    'format',
    'quality',
  ];
  const row = (tool: string, cells: Record<string, string | number> = {}) =>
    header.map((name) => ({ image_url: 'a.jpg', tool, ...cells })[name] ?? '');
  const one = (tool: string, cells?: Record<string, string | number>) =>
    read('tools', tableOf(header, row(tool, cells)));

  test.each([
    ['replace-background', 'C2 is empty, and background is required for replace-background.'],
    ['smart-crop', 'E2 is empty, and aspect_ratio is required for smart-crop.'],
    ['image-to-image', 'F2 is empty, and prompt is required for image-to-image.'],
    ['object-removal', 'F2 is empty, and prompt is required for object-removal.'],
    ['convert', 'I2 is empty, and format is required for convert.'],
    ['watermark', 'H2 is empty, and text is required for watermark.'],
    ['removebackground', 'Did you mean remove-background?'],
  ])('%s', (tool, words) => {
    const reading = one(tool);
    expect(reading.rows[0]?.kind).toBe('error');
    expect(messages(reading).join('\n')).toContain(words);
  });

  test.each<[string, Record<string, string | number>, object]>([
    ['Remove Background', {}, {}],
    ['upscale', {}, { scale: 2 }],
    ['upscale', { scale: '10.0' }, { scale: 10 }],
    ['replace_background', { background: 'Navy' }, { background: 'navy' }],
    ['replace-background', { background: 'gradient:#fff-#000000' }, { background: 'gradient:#ffffff-#000000' }],
    ['convert', { format: 'JPEG', quality: 100 }, { format: 'jpg', quality: 100 }],
    ['watermark', { text: '© Me' }, { text: '© Me' }],
    ['smart-crop', { aspect_ratio: '4:5' }, {}],
    ['lifestyle', {}, {}],
    ['image-to-image', { prompt: 'x' }, { strength: 0.5 }],
    ['image-to-image', { prompt: 'x', strength: 0 }, { strength: 0 }],
  ])('%s %p', (tool, cells, options) => {
    const reading = one(tool, cells);
    expect(messages(reading)).toEqual([]);
    expect(planAt(reading).outputs[0]?.options).toEqual(options);
  });

  test.each<[string, Record<string, string | number>, string]>([
    ['upscale', { scale: 11 }, 'D2 holds “11”; scale must be a whole number from 2 to 10.'],
    ['convert', { format: 'gif' }, 'I2 holds “gif”; format must be jpg, jpeg, png, webp or avif.'],
    ['convert', { format: 'webp', quality: 0 }, 'quality must be a whole number from 1 to 100'],
    ['image-to-image', { prompt: 'x', strength: 1.5 }, 'strength must be a number from 0 to 1'],
    [
      'replace-background',
      { background: 'blu' },
      "must be #RRGGBB, a CSS colour such as ivory, gradient:#a-#b, or a picture's link or upload",
    ],
    ['replace-background', { background: 'ftp://a/b.jpg' }, 'not ftp:'],
  ])('%s %p is an error', (tool, cells, words) => {
    expect(one(tool, cells).rows[0]?.kind).toBe('error');
    expect(messages(one(tool, cells)).join('\n')).toContain(words);
  });

  test('a filled column that the tool does not use is a warning, from a cell only', () => {
    expect(messages(one('remove-background', { scale: 3, prompt: 'x', text: 'y' }))).toEqual([
      'warning D2: D2 holds “3”, but remove-background does not use scale, so it is ignored.',
      'warning F2: F2 holds “x”, but remove-background does not use prompt, so it is ignored.',
      'warning H2: H2 holds “y”, but remove-background does not use text, so it is ignored.',
    ]);
    const batch = read('tools', tableOf(header, row('remove-background')), {
      settings: { fields: { scale: '3' }, prompt: 'x' },
    });
    expect(messages(batch)).toEqual([]);
  });

  test('a background picture is an input', () => {
    const plan = planAt(one('replace-background', { background: 'https://x.org/wood.png?a=1' }));
    expect(plan.sources.map(({ column, cell }) => [column, cell])).toEqual([
      ['image_url', 'A2'],
      ['background', 'C2'],
    ]);
    expect(plan.outputs[0]?.inputs[1]).toEqual({ role: 'background', ref: { from: 'source', index: 1 } });
  });

  test.each([
    [
      'ftp://example.com/a.jpg',
      'must be a link that starts with https:// or http://, an upload or a file name, not ftp:.',
    ],
    ['data:image/png;base64,AAAA', 'not data:'],
    ['file:///etc/passwd', 'not file:'],
    ['https://', 'must be a whole link'],
    ['https://a.org/1.jpg, https://a.org/2.jpg', 'here are 2 links'],
  ])('image %p', (image, words) => {
    const reading = one('upscale', { image_url: image });
    expect(messages(reading).join('\n')).toContain(words);
    expect(reading.rows[0]?.kind).toBe('error');
  });

  test.each([
    'my photo 1.jpg',
    'sub folder/a.png',
    'https://a.org/x?u=https://b.org/y.jpg',
    'HTTP://A.ORG/X',
    'C:\\photos\\a.jpg',
  ])('image %p is fine', (image) => expect(messages(one('upscale', { image_url: image }))).toEqual([]));
});

test('a link copied with quotes, invisible characters or without https:// has one reading', () => {
  const table = tableOf(
    ['image_url', 'tool'],
    ['\u200bhttps://a.org/x.jpg', 'upscale'],
    ['“www.a.org/x.jpg”', 'upscale'],
  );
  const reading = read('tools', table);
  expect([0, 1].map((row) => planAt(reading, row).sources[0]?.value)).toEqual([
    'https://a.org/x.jpg',
    'https://www.a.org/x.jpg',
  ]);
  expect(messages(reading).every((message) => message.startsWith('warning'))).toBe(true);
});

describe('steps', () => {
  const header = [
    'image',
    'step_1_prompt',
    'step_1_tool',
    'step_2_tool',
    'step_2_scale',
    'step_2_input',
    'step_3_prompt',
    'step_3_input',
    'step_5_tool',
  ];
  const row = (cells: Record<string, string | number>) =>
    header.map((name) => ({ image: 'a.jpg', ...cells })[name] ?? '');
  const one = (cells: Record<string, string | number>, steps = {}) =>
    read('steps', tableOf(header, row(cells)), { settings: { steps } });

  test('each step reads the one before, the original, or an earlier one', () => {
    const plan = planAt(
      one({
        step_1_prompt: 'red',
        step_2_tool: 'upscale',
        step_2_scale: 3,
        step_2_input: 'Original',
        step_3_prompt: 'close-up',
        step_3_input: 1,
      }),
    );
    expect(plan.outputs.map(({ n, tool, prompt, inputs }) => [n, tool, prompt, inputs[0]?.ref])).toEqual([
      [1, 'edit', 'red', { from: 'source', index: 0 }],
      [2, 'upscale', '', { from: 'source', index: 0 }],
      [3, 'edit', 'close-up', { from: 'output', n: 1 }],
    ]);
    expect(plan.outputs[1]?.options).toEqual({ scale: 3 });
    expect(planAt(one({ step_1_prompt: 'red', step_2_tool: 'upscale' })).outputs[1]?.inputs[0]?.ref).toEqual({
      from: 'output',
      n: 1,
    });
  });

  test.each<[Record<string, string | number>, string]>([
    [{}, 'Row 2 has no step. Fill in step_1_prompt or step_1_tool'],
    [{ step_1_prompt: 'a', step_3_prompt: 'b' }, 'error G2: Step 3 is filled in, but step 2 is empty.'],
    [
      { step_1_prompt: 'a', step_2_tool: 'upscale', step_2_input: 3 },
      'error F2: F2 holds “3”, but step 2 runs before step 3 is there. It can read original or 1.',
    ],
    [{ step_1_prompt: 'a', step_2_tool: 'upscale', step_2_input: 'step 2' }, 'It can read original or 1.'],
    [{ step_1_prompt: 'a', step_2_tool: 'upscale', step_2_input: 'first' }, 'step_2_input must be original or 1.'],
    [{ step_1_prompt: 'a', step_2_scale: 3 }, 'error E2: E2 holds “3”, but step 2 has neither a tool nor a prompt.'],
    [{ step_1_tool: 'alt-text', step_2_tool: 'upscale' }, 'Step 2 reads step 1, which makes a text and no picture.'],
    [{ step_1_tool: 'convert' }, 'format is required for convert'],
    [{ step_1_tool: 'foo' }, 'step_1_tool must be remove-background,'],
  ])('%p', (cells, words) => {
    const reading = one(cells);
    expect(reading.rows[0]?.kind).toBe('error');
    expect(messages(reading).join('\n')).toContain(words);
  });

  test('steps for all rows at once; a row keeps its own', () => {
    const steps = { step_1_tool: 'remove-background', step_2_prompt: 'on a beach', step_2_input: 'original' };
    const all = planAt(one({}, steps));
    expect(all.outputs.map(({ tool, prompt }) => [tool, prompt])).toEqual([
      ['remove-background', ''],
      ['edit', 'on a beach'],
    ]);
    const own = planAt(one({ step_1_prompt: 'red' }, steps));
    expect(own.outputs.map(({ tool, prompt }) => [tool, prompt])).toEqual([
      ['edit', 'red'],
      ['edit', 'on a beach'],
    ]);
  });

  test('a model named for one step is none of the others', () => {
    const table = tableOf(
      ['image', 'step_1_tool', 'step_2_prompt', 'model'],
      ['a.jpg', 'remove-background', 'red', '3.0'],
    );
    const reading = read('steps', table, { configured: ['ideogram'] });
    expect(planAt(reading).outputs.map(({ model }) => model)).toEqual(['studio', 'ideogram:3.0']);
    const none = tableOf(['image', 'step_1_tool', 'model'], ['a.jpg', 'remove-background', '3.0']);
    expect(messages(read('steps', none))[0]).toContain(
      'error C2: C2 holds “3.0”, which does not do remove-background;',
    );
  });

  test('the batch prompt is the one step where there is no other', () => {
    const plan = planAt(read('steps', tableOf(['image'], ['a.jpg']), { settings: { prompt: 'red' } }));
    expect(plan.outputs).toMatchObject([{ n: 1, tool: 'edit', prompt: 'red' }]);
  });
});

describe('custom: the mapped fields choose the task', () => {
  test.each<[readonly string[], readonly string[], Record<string, string>, string]>([
    [['Text'], ['x'], { Text: 'prompt' }, 'generate'],
    [['Text', 'Foto'], ['x', 'a.jpg'], { Text: 'prompt', Foto: 'image' }, 'edit'],
    [['Foto', 'Was'], ['a.jpg', 'upscale'], { Was: 'tool', Foto: 'image' }, 'upscale'],
    [['Foto', 'Artikel'], ['a.jpg', 'Mug'], { Artikel: 'product_name', Foto: 'image' }, 'product-shot'],
  ])('%p', (header, cells, mapping, tool) => {
    expect(planAt(read('custom', tableOf(header, cells), { settings: { mapping } })).outputs[0]?.tool).toBe(tool);
  });

  test('Set up may name the task, and steps make it steps', () => {
    const table = tableOf(['image', 'prompt'], ['a.jpg', 'x']);
    expect(
      planAt(read('custom', table, { settings: { fields: { template: 'generate-full' } } })).outputs[0]?.tool,
    ).toBe('generate');
    const steps = { step_1_tool: 'upscale', step_1_scale: '4' };
    expect(planAt(read('custom', table, { settings: { steps } })).outputs[0]).toMatchObject({
      tool: 'upscale',
      options: { scale: 4 },
    });
  });
});
