import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { InputImage } from '../../../../backend/engines/engine.ts';
import { runTool } from '../../../../backend/engines/studio/run-tool.ts';
import { drawVase, input, pixel, request } from './studio-requests.ts';

const toPng = async (image: InputImage, maxPixels = 50e6) =>
  runTool(request('convert', { images: [image], options: { format: 'png' } }), 0, { maxPixels });

const told = (bytes: Uint8Array, mediaType: string): InputImage => ({
  role: 'image',
  bytes,
  mediaType,
  width: 400,
  height: 300,
  name: 'photo',
});

describe('what is odd but readable', () => {
  test('CMYK becomes sRGB', async () => {
    const bytes = await drawVase(400, 300).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const made = await toPng(await input(bytes));
    expect((await sharp(made.bytes).metadata()).channels).toBe(3);
    expect((await pixel(made.bytes, 10, 10)).every((value) => value > 215)).toBe(true);
  });

  test('16 bits become 8', async () => {
    const bytes = await drawVase(400, 300).toColourspace('rgb16').png().toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    const made = await toPng(await input(bytes));
    expect((await sharp(made.bytes).metadata()).depth).toBe('uchar');
    expect(await pixel(made.bytes, 10, 10)).toEqual([0xef, 0xee, 0xec]);
  });

  test('grey gets three channels', async () => {
    const bytes = await drawVase(400, 300).greyscale().jpeg().toBuffer();
    expect((await sharp((await toPng(await input(bytes))).bytes).metadata()).channels).toBe(3);
  });

  test('a photo on its side is set upright', async () => {
    const bytes = await drawVase(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await toPng(await input(bytes))).toMatchObject({ width: 300, height: 400 });
  });

  test('the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const made = await toPng(await input(bytes));
    expect(made).toMatchObject({ width: 40, height: 30 });
    expect((await pixel(made.bytes, 5, 5)).slice(0, 3)).toEqual([255, 0, 0]);
  });

  test.each(['remove-background', 'product-shot', 'watermark', 'edit', 'upscale'] as const)(
    'one pixel through %s',
    async (tool) => {
      const bytes = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#369' } })
        .png()
        .toBuffer();
      const asked = request(tool, {
        images: [await input(bytes, 'dot.png')],
        prompt: 'Bigger',
        options: { text: 'Sample' },
      });
      expect((await runTool(asked, 0, { maxPixels: 50e6 })).bytes.length).toBeGreaterThan(50);
    },
  );

  test('a flaw in the middle is read around, with a warning', async () => {
    const bytes = Buffer.from(await drawVase(800, 600).jpeg({ quality: 95 }).toBuffer());
    // A restart marker out of place: decoders note it and go on.
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
    const flaw = scan + Math.floor((bytes.length - scan) / 2);
    bytes[flaw] = 0xff;
    bytes[flaw + 1] = 0xd3;
    const made = await toPng(told(bytes, 'image/jpeg'));
    expect(made).toMatchObject({ width: 800, height: 600 });
    expect(made.warnings).toEqual(['photo is damaged in places; it was used as far as it could be read.']);
  });
});

describe('what cannot be used', () => {
  test.each(['jpeg', 'png', 'gif'] as const)('a %s that is cut off', async (format) => {
    const whole = await drawVase(400, 300).toFormat(format).toBuffer();
    const bytes = whole.subarray(0, Math.floor(whole.length * 0.6));
    await expect(toPng(told(bytes, `image/${format}`))).rejects.toMatchObject({
      code: 'unsupported_image',
      message: expect.stringContaining('photo'),
    });
  });

  test('more pixels than allowed, whatever was promised', async () => {
    const bytes = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    await expect(toPng(told(bytes, 'image/png'), 10e6)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('no picture at all', async () => {
    await expect(toPng(told(Buffer.from('<html>'), 'image/png'))).rejects.toMatchObject({ code: 'unsupported_image' });
  });
});
