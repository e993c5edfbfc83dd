import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { inspectHead, inspectImage } from '../../../backend/images/inspect-image.ts';

const noisy = () =>
  sharp({
    create: {
      width: 120,
      height: 80,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
const part = (bytes: Uint8Array, share: number): Uint8Array => bytes.subarray(0, Math.floor(bytes.length * share));

describe('inspectImage takes', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('%s, whatever its name', async (format) => {
    const bytes = await noisy().toFormat(format).toBuffer();
    const facts = await inspectImage(bytes, { name: 'picture.txt' });
    expect(facts).toMatchObject({ mediaType: `image/${format}`, width: 120, height: 80, pages: 1 });
  });

  test('a photo on its side with the size it has upright', async () => {
    const bytes = await noisy().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspectImage(bytes, { name: 'a.jpg' })).toMatchObject({ width: 80, height: 120 });
  });

  test('an animation, counting its frames', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await inspectImage(bytes, { name: 'a.gif' })).toMatchObject({
      mediaType: 'image/gif',
      width: 8,
      height: 8,
      pages: 3,
    });
  });

  test('transparency, and says so', async () => {
    const bytes = await sharp({ create: { width: 4, height: 4, channels: 4, background: '#f008' } })
      .png()
      .toBuffer();
    expect(await inspectImage(bytes, { name: 'a.png' })).toMatchObject({ hasAlpha: true });
  });

  test('a JPG with bytes after its end, as phones write them', async () => {
    const bytes = Buffer.concat([await noisy().jpeg().toBuffer(), Buffer.alloc(500, 7)]);
    await expect(inspectImage(bytes, { name: 'a.jpg' })).resolves.toMatchObject({ width: 120 });
  });
});

describe('inspectImage refuses, naming it', () => {
  const text = (value: string): Uint8Array => Buffer.from(value);
  test.each([
    [
      'a web page',
      text('<!DOCTYPE html><html><body>Sign in</body></html>'),
      /web page \(HTML\).*address of the picture/,
    ],
    ['a web page with a comment first', text('<!-- v2 -->\n<html>'), /web page/],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG drawing.*PNG/],
    ['an SVG after an XML line', text('<?xml version="1.0"?>\n<!-- x --><svg/>'), /SVG drawing/],
    ['an XML answer', text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), /XML document/],
    ['a JSON answer', text('{"error":"not found"}'), /JSON data/],
    ['a text', text('Not found'), /plain text/],
    ['a HEIC photo', Buffer.from('000000186674797068656963000000006d696631686569630000', 'hex'), /HEIC.*JPG/],
    ['a PDF', text('%PDF-1.7\n%âãÏÓ\n1 0 obj'), /PDF document/],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex'), /ZIP archive/],
    ['a BMP', Buffer.from(`424d${'00'.repeat(60)}`, 'hex'), /BMP image/],
    ['nothing', new Uint8Array(), /empty \(0 bytes\)/],
    ['zeros', new Uint8Array(200), /unknown kind/],
  ])('%s', async (_what, bytes, message) => {
    const refusal = inspectImage(bytes, { name: 'mug.png' });
    await expect(refusal).rejects.toMatchObject({ code: 'unsupported_image', message: expect.stringMatching(message) });
    await expect(refusal).rejects.toThrow('mug.png');
  });

  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('a %s that ends early', async (format) => {
    const bytes = part(await noisy().toFormat(format).toBuffer(), 0.6);
    await expect(inspectImage(bytes, { name: 'a' })).rejects.toMatchObject({ code: 'unsupported_image' });
  });

  test('too many bytes, with the limit and what was found', async () => {
    const bytes = new Uint8Array(21 * 1024 * 1024);
    await expect(inspectImage(bytes, { name: 'a.jpg' })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/21 MB.*20 MB/),
    });
  });

  test('too many pixels, without decoding them', async () => {
    const bytes = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    await expect(inspectImage(bytes, { name: 'bomb.png' })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/9000 × 6000 pixels \(54 megapixels\).*50 megapixels/),
    });
    await expect(inspectImage(bytes, { name: 'bomb.png', maxPixels: 60e6 })).resolves.toMatchObject({ width: 9000 });
  });
});

describe('inspectHead', () => {
  test.each(['jpeg', 'png', 'avif'] as const)('knows a %s and its size by the first bytes', async (format) => {
    const bytes = await sharp({
      create: {
        width: 900,
        height: 700,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .toFormat(format, { effort: 1 })
      .toBuffer();
    expect(bytes.length).toBeGreaterThan(17_000);
    expect(await inspectHead(bytes.subarray(0, 16_384), { name: 'a' })).toEqual({
      mediaType: `image/${format}`,
      size: [900, 700],
    });
  });

  test('refuses a web page and a picture with too many pixels', async () => {
    await expect(inspectHead(Buffer.from('<html>'), { name: 'a' })).rejects.toMatchObject({
      code: 'unsupported_image',
    });
    const head = (
      await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#123' } })
        .png()
        .toBuffer()
    ).subarray(0, 4096);
    await expect(inspectHead(head, { name: 'a' })).rejects.toMatchObject({ code: 'too_large' });
  });
});
