/**
 * Makes templates/examples/*.jpg: `node bin/make-examples.ts [file …] [--draft]`. Deterministic; takes some minutes.
 * `--draft` renders small ones into the current folder instead.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { EXAMPLE_PICTURES } from '../templates/examples/index.ts';
import { cell } from './example-pictures/distance-shapes.ts';
import { EXAMPLE_SETS } from './example-pictures/example-sets.ts';
import { photograph } from './example-pictures/photograph.ts';

const MOST_BYTES = 120 * 1024;

/** Linear light to sRGB with a film's soft shoulder, and the faintest grain. */
function develop(film: Float32Array): Uint8Array {
  const pixels = new Uint8ClampedArray(film.length);
  for (let at = 0; at < film.length; at += 1) {
    const light = Math.max(0, film[at] ?? 0);
    const held = light < 0.75 ? light : 0.75 + 0.25 * (1 - Math.exp(-(light - 0.75) / 0.25));
    const tone = held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
    pixels[at] = tone * 255 + (cell(Math.floor(at / 3), 7, 3) - 0.5) * 1.6;
  }
  return new Uint8Array(pixels.buffer);
}

async function encode(pixels: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  for (const quality of [92, 88, 84, 80, 74]) {
    const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (bytes.length <= MOST_BYTES) return bytes;
  }
  throw new Error('No quality keeps the picture within 120 KB');
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const draft = process.argv.includes('--draft');
for (const picture of EXAMPLE_PICTURES) {
  if (wanted.length > 0 && !wanted.some((name) => picture.file.startsWith(name))) continue;
  const compose = EXAMPLE_SETS[picture.file];
  if (compose === undefined) throw new Error(`No set for ${picture.file}`);
  const shrink = draft ? 3 : 1;
  const [width, height] = [Math.round(picture.width / shrink), Math.round(picture.height / shrink)];
  const started = performance.now();
  const bytes = await encode(develop(photograph(compose(), width, height, draft ? 1 : 2)), width, height);
  const target = draft
    ? picture.file
    : fileURLToPath(new URL(`../templates/examples/${picture.file}`, import.meta.url));
  await writeFile(target, bytes);
  console.log(
    `${target}: ${Math.round(bytes.length / 1024)} KB in ${Math.round((performance.now() - started) / 1000)} s`,
  );
}
