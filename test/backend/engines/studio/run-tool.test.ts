import { afterAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { EngineRequest } from '../../../../backend/engines/engine.ts';
import { createStudioEngine } from '../../../../backend/engines/studio/studio-engine.ts';
import type { Tool } from '../../../../shared/template.ts';
import { drawVase, input, pixel, request, roomInput, vaseInput } from './studio-requests.ts';

// Through the engine: pixels are worked on in its threads, as in life.
const engine = createStudioEngine({ threads: 1 });
const strict = createStudioEngine({ threads: 1, maxPixels: 4e6 });
afterAll(() => Promise.all([engine.close(), strict.close()]));

async function make(asked: EngineRequest, by = engine) {
  const [output] = await by.run(asked, { signal: new AbortController().signal, started: async () => {} });
  if (output?.kind !== 'image') throw new Error('Expected an image');
  return output;
}

const near = (found: readonly number[], wanted: readonly number[], slack = 4): void => {
  wanted.forEach((value, at) => {
    expect(Math.abs((found[at] ?? -99) - value)).toBeLessThanOrEqual(slack);
  });
};

describe('same request, same bytes; next image, other bytes', () => {
  const tools: readonly Tool[] = [
    'generate',
    'remove-background',
    'replace-background',
    'product-shot',
    'lifestyle',
    'smart-crop',
    'upscale',
    'watermark',
    'edit',
  ];
  test.each(tools)('%s', async (tool) => {
    const images = tool === 'generate' ? [] : [await vaseInput(), await roomInput()];
    const asked = request(tool, {
      images,
      prompt: 'A vase',
      aspectRatio: tool === 'smart-crop' ? '1:1' : null,
      options: { text: 'Sample' },
    });
    const [one, again] = [await make(asked), await make(asked)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(again.bytes))).toBe(true);
    if (['generate', 'product-shot', 'lifestyle', 'replace-background'].includes(tool)) {
      const other = await make({ ...asked, seed: asked.seed + 1 });
      expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(false);
    }
  });
});

describe('generate', () => {
  test.each([
    ['1:1', 1024, 1024],
    ['16:9', 1360, 765],
    ['1:3', 591, 1773],
    ['3:1', 1773, 591],
  ])('a poster of %s', async (aspectRatio, width, height) => {
    const made = await make(request('generate', { prompt: 'A lighthouse at dawn, soft mist', aspectRatio }));
    expect(made).toMatchObject({ mediaType: 'image/png', width, height, warnings: [] });
  });

  test('takes size and colours of the request, and any length of prompt', async () => {
    const palette = { members: ['#ff0000', '#00ff00', '#0000ff'] };
    const made = await make(
      request('generate', {
        prompt: 'word '.repeat(3000),
        size: [512, 1536],
        options: { palette, format: 'webp', style: '3d', rendering: 'turbo' },
      }),
    );
    expect(made).toMatchObject({ mediaType: 'image/webp', width: 512, height: 1536 });
  });

  test('says when letters are missing, and draws the rest', async () => {
    const made = await make(request('generate', { prompt: '日本の庭 with 🌸 blossoms' }));
    expect(made.warnings).toEqual([expect.stringContaining('5 characters of the prompt')]);
  });
});

describe('cut-outs', () => {
  test('remove-background keeps size and position', async () => {
    const made = await make(request('remove-background', { images: [await vaseInput()] }));
    expect(made).toMatchObject({ mediaType: 'image/png', width: 400, height: 300 });
    expect((await pixel(made.bytes, 4, 4))[3]).toBe(0);
    const middle = await pixel(made.bytes, 190, 200);
    expect(middle[3]).toBe(255);
    near(middle, await pixel((await vaseInput()).bytes, 190, 200), 3);
  });

  test('a picture that is transparent already stays as it is', async () => {
    const bytes = await drawVase(400, 300, false).png().toBuffer();
    const made = await make(request('remove-background', { images: [await input(bytes, 'vase.png')] }));
    const [before, after] = await Promise.all([bytes, made.bytes].map((each) => sharp(each).raw().toBuffer()));
    expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true);
  });

  test.each(['remove-background', 'product-shot'] as const)(
    '%s of nothing but background keeps the picture, with a warning',
    async (tool) => {
      const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#d0d4d8' } })
        .png()
        .toBuffer();
      const made = await make(request(tool, { images: [await input(bytes, 'empty.png')] }));
      expect(made.warnings).toHaveLength(1);
      const [, , , alpha = 255] = await pixel(made.bytes, Math.floor(made.width / 2), Math.floor(made.height / 2));
      expect(alpha).toBe(255);
    },
  );

  test('remove-background as JPG is laid on white', async () => {
    const made = await make(request('remove-background', { images: [await vaseInput()], options: { format: 'jpg' } }));
    expect(made.mediaType).toBe('image/jpeg');
    near(await pixel(made.bytes, 4, 4), [255, 255, 255], 2);
  });

  test.each([
    ['#336699', [0x33, 0x66, 0x99], [0x33, 0x66, 0x99]],
    ['rebeccapurple', [0x66, 0x33, 0x99], [0x66, 0x33, 0x99]],
    ['gradient:#ff0000-#0000ff', [255, 0, 0], [0, 0, 255]],
  ])('replace-background with %s', async (background, top, bottom) => {
    const options = { background, format: 'png' } as const;
    const made = await make(request('replace-background', { images: [await vaseInput()], options }));
    expect(made).toMatchObject({ width: 400, height: 300 });
    near(await pixel(made.bytes, 0, 0), top, 3);
    near(await pixel(made.bytes, 0, 299), bottom, 3);
    expect((await pixel(made.bytes, 190, 200))[0]).toBeGreaterThan(150);
  });

  test('replace-background with a picture covers the frame', async () => {
    const images = [await vaseInput(), await roomInput('background')];
    const made = await make(request('replace-background', { images, aspectRatio: '1:1' }));
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: 400, height: 400 });
    expect((await pixel(made.bytes, 5, 5))[0]).toBeGreaterThan(200);
    expect((await pixel(made.bytes, 5, 395))[0]).toBeLessThan(130);
  });

  test('a colour that is none is bad input, naming it', async () => {
    const asked = request('replace-background', { images: [await vaseInput()], options: { background: 'blurple' } });
    await expect(make(asked)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('blurple'),
    });
  });
});

describe('products', () => {
  test('product-shot: ratio, centred, about 80 %, plain corners', async () => {
    const options = { background: '#ffffff', format: 'png' } as const;
    const made = await make(
      request('product-shot', { images: [await vaseInput(800, 600)], aspectRatio: '4:5', options }),
    );
    expect(made.width * 5).toBe(made.height * 4);
    const { data, info } = await sharp(made.bytes).raw().toBuffer({ resolveWithObject: true });
    let [left, right, top, bottom] = [info.width, 0, info.height, 0];
    for (let y = 0; y < info.height; y += 1) {
      for (let x = 0; x < info.width; x += 1) {
        const at = (y * info.width + x) * info.channels;
        if ((data[at] ?? 0) - (data[at + 2] ?? 0) < 60) continue;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
    }
    expect(Math.abs((left + right) / 2 / info.width - 0.5)).toBeLessThan(0.02);
    expect(Math.max((right - left) / info.width, (bottom - top) / info.height)).toBeGreaterThan(0.74);
    expect(Math.max((right - left) / info.width, (bottom - top) / info.height)).toBeLessThan(0.83);
    near(await pixel(made.bytes, 3, 3), [255, 255, 255], 1);
  });

  test('dimension lines only where they are shown', async () => {
    const images = [await vaseInput()];
    const dimensions = { height: 12, width: 8.5 };
    const [plain, drawn, none] = await Promise.all([
      make(request('product-shot', { images, options: { dimensions } })),
      make(request('product-shot', { images, options: { dimensions, showDimensions: true } })),
      make(request('product-shot', { images, options: { showDimensions: true } })),
    ]);
    expect(Buffer.from(plain.bytes).equals(Buffer.from(none.bytes))).toBe(true);
    expect(Buffer.from(plain.bytes).equals(Buffer.from(drawn.bytes))).toBe(false);
  });

  test('lifestyle stands the product on the scene', async () => {
    const images = [await vaseInput(), await roomInput()];
    const made = await make(request('lifestyle', { images, aspectRatio: '1:1' }));
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: 1024, height: 1024 });
    expect(made.forNextStep).toBeUndefined();
  });

  test.each(['lifestyle', 'edit', 'image-to-image'] as const)(
    '%s without a model is marked, its mark kept from the next step',
    async (tool) => {
      const vase = await vaseInput();
      const made = await make(request(tool, { images: [vase], prompt: 'On a beach' }));
      expect(made.width).toBeGreaterThan(400);
      expect(made.forNextStep).toEqual({ bytes: vase.bytes, mediaType: 'image/jpeg' });
    },
  );
});

describe('crop, upscale, convert, watermark', () => {
  test('smart-crop cuts the largest part of the ratio and keeps the object', async () => {
    const made = await make(request('smart-crop', { images: [await vaseInput(800, 600)], aspectRatio: '2:3' }));
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: 400, height: 600 });
    const middle = await pixel(made.bytes, 200, 400);
    expect((middle[0] ?? 0) - (middle[2] ?? 0)).toBeGreaterThan(60);
  });

  test('upscale by 3, and the largest scale that fits named', async () => {
    const images = [await vaseInput()];
    expect(await make(request('upscale', { images, options: { scale: 3 } }))).toMatchObject({
      width: 1200,
      height: 900,
    });
    await expect(make(request('upscale', { images, options: { scale: 10 } }), strict)).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/4000 × 3000 \(12 megapixels\).*4 megapixels.*at most 5/),
    });
  });

  test.each([
    ['jpg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['avif', 'image/avif'],
  ] as const)('convert to %s', async (format, mediaType) => {
    const bytes = await drawVase(400, 300, false).png().toBuffer();
    const made = await make(request('convert', { images: [await input(bytes, 'vase.png')], options: { format } }));
    expect(made).toMatchObject({ mediaType, width: 400, height: 300 });
    expect((await sharp(made.bytes).metadata()).hasAlpha).toBe(format !== 'jpg');
    if (format === 'jpg') near(await pixel(made.bytes, 3, 3), [255, 255, 255], 1);
  });

  test('quality counts, convert without a format is bad input', async () => {
    const images = [await vaseInput()];
    const [small, large] = await Promise.all(
      [20, 95].map((quality) => make(request('convert', { images, options: { format: 'jpg', quality } }))),
    );
    expect(small?.bytes.length ?? 0).toBeLessThan(large?.bytes.length ?? 0);
    await expect(make(request('convert', { images }))).rejects.toMatchObject({ code: 'bad_input' });
  });

  test('webp cannot hold a long side of 20,000', async () => {
    const bytes = await sharp({ create: { width: 2000, height: 10, channels: 3, background: '#456' } })
      .png()
      .toBuffer();
    const asked = request('upscale', {
      images: [await input(bytes, 'line.png')],
      options: { scale: 10, format: 'webp' },
    });
    await expect(make(asked)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('16383'),
    });
  });

  test('watermark: tiled all over, a credit in its corner; nothing else changes', async () => {
    const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#777777' } })
      .png()
      .toBuffer();
    const images = [await input(bytes, 'grey.png')];
    const changed = async (text: string): Promise<readonly number[]> => {
      const made = await make(request('watermark', { images, options: { text } }));
      expect(made).toMatchObject({ mediaType: 'image/png', width: 600, height: 400 });
      const data = await sharp(made.bytes).greyscale().raw().toBuffer();
      return [0, 1, 2, 3].map((quarter) => {
        const [x0, y0] = [(quarter % 2) * 300, quarter < 2 ? 0 : 200];
        let count = 0;
        for (let y = y0; y < y0 + 200; y += 1)
          for (let x = x0; x < x0 + 300; x += 1) if (data[y * 600 + x] !== 0x77) count += 1;
        return count;
      });
    };
    expect(Math.min(...(await changed('Sample')))).toBeGreaterThan(500);
    const [first, second, third, last] = await changed('© Ana 2026');
    expect([first, second, third]).toEqual([0, 0, 0]);
    expect(last).toBeGreaterThan(200);
    await expect(make(request('watermark', { images, options: { text: ' ' } }))).rejects.toMatchObject({
      code: 'bad_input',
    });
  });

  test.each(['object-removal', 'alt-text', 'product-description'] as const)('%s needs a model', async (tool) => {
    const asked = request(tool, { images: [await vaseInput()] });
    await expect(make(asked)).rejects.toMatchObject({
      code: 'unauthorised',
      message: expect.stringContaining('needs an AI model'),
    });
  });

  test('a tool without its image is bad input', async () => {
    await expect(make(request('upscale'))).rejects.toMatchObject({ code: 'bad_input' });
  });
});
