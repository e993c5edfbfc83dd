import type { OverlayOptions } from 'sharp';
import { RowError } from '../../../shared/errors.ts';
import { drawSvg, fromPicture, type Picture, scaleTo, toPicture } from './picture.ts';
import { capHeight, type Lettering, makeDrawable, measureText, textPath } from './text-paths.ts';

/** A credit line (©, an address, a handle) stands once in a corner; any other text is tiled over the picture. */
const CREDIT = /^(?:©|\(c\)|@|https?:\/\/|www\.)/i;

/**
 * Letters a text over a picture. White with a dark outline, so that it reads on any ground.
 * @throws RowError `bad_input` without a text that can be drawn.
 */
export async function watermark(picture: Picture, wanted: string | undefined): Promise<Picture> {
  const { text } = makeDrawable(wanted ?? '');
  if (text === '' || text === '…') {
    throw new RowError(
      'bad_input',
      (wanted ?? '').trim() === ''
        ? 'watermark needs a text. Fill in the column text.'
        : `The watermark text "${wanted}" has no letters of the typeface (Latin, Greek or Cyrillic). Use another text.`,
    );
  }
  if (CREDIT.test(text)) return toPicture(fromPicture(picture).composite([corner(text, picture)]));
  const { width, height } = picture;
  const scale = Math.min(1, Math.sqrt(MOST_DRAWN / (width * height)));
  const drawn = await drawSvg(tiled(text, Math.round(width * scale), Math.round(height * scale)));
  const overlay = scale < 1 ? await scaleTo(drawn, width, height) : drawn;
  const raw = { width, height, channels: overlay.channels };
  return toPicture(fromPicture(picture).composite([{ input: Buffer.from(overlay.data), raw }]));
}

/** The largest size at which a line is no wider than `room`. */
function sized(text: string, wish: number, room: number): Lettering {
  const width = measureText(text, { weight: 'bold', size: wish });
  return { weight: 'bold', size: width > room ? (wish * room) / width : wish };
}

const marked = (path: string, size: number, strength: number, more = ''): string =>
  `<path d="${path}" fill="#fff" fill-opacity="${strength}" stroke="#000" stroke-opacity="${(strength * 0.5).toFixed(2)}" ` +
  `stroke-width="${Math.max(0.8, size * 0.055).toFixed(2)}" stroke-linejoin="round" paint-order="stroke" ${more}/>`;

function corner(text: string, { width, height }: Picture): OverlayOptions {
  const unit = Math.min(width, height);
  const lettering = sized(text, Math.max(11, unit * 0.034), width * 0.8);
  const pad = Math.ceil(lettering.size * 0.3);
  const w = Math.min(width, Math.ceil(measureText(text, lettering)) + pad * 2);
  const h = Math.min(height, Math.ceil(lettering.size * 1.25) + pad * 2);
  const path = textPath(text, { ...lettering, x: pad, y: h - pad - lettering.size * 0.25 });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}">${marked(path, lettering.size, 0.92)}</svg>`;
  const margin = Math.round(unit * 0.025);
  return { input: Buffer.from(svg), left: Math.max(0, width - w - margin), top: Math.max(0, height - h - margin) };
}

/** Above this many pixels the lettering is drawn smaller and scaled up: it is soft anyway, and a drawing needs memory. */
const MOST_DRAWN = 12_000_000;

/** Slanted lines all over, every second one shifted by half. */
function tiled(text: string, width: number, height: number): string {
  const unit = Math.min(width, height);
  const lettering = sized(text, Math.max(12, unit * 0.046), Math.max(width, height) * 0.45);
  const { size } = lettering;
  const step = measureText(text, lettering) + size * 2.6;
  const row = size * 4.2;
  const reach = Math.hypot(width, height) / 2;
  const path = textPath(text, { ...lettering, x: 0, y: capHeight(lettering) / 2, anchor: 'middle' });
  const places: string[] = [];
  for (let line = -Math.ceil(reach / row); line * row <= reach; line += 1) {
    const shift = line % 2 === 0 ? 0 : step / 2;
    for (let column = -Math.ceil(reach / step) - 1; column * step + shift <= reach + step; column += 1) {
      places.push(`<use href="#t" x="${(column * step + shift).toFixed(1)}" y="${(line * row).toFixed(1)}"/>`);
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<defs><g id="t">${marked(path, size, 0.34)}</g></defs>` +
    `<g transform="translate(${width / 2} ${height / 2}) rotate(-28)">${places.join('')}</g></svg>`
  );
}
