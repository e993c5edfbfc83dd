import type { EngineRequest } from '../engine.ts';
import { type Size, sizeOfRatio } from './choose-size.ts';
import { type Box, drawSvg, type Picture } from './picture.ts';
import { POSTER_ARTS } from './poster-art.ts';
import { choosePalette, mixColours, type PosterPalette } from './poster-palettes.ts';
import { type SeededRandom, startRandom } from './seeded-random.ts';
import { capHeight, makeDrawable, measureText, textPath } from './text-paths.ts';
import { fitText, type SetText } from './wrap-text.ts';

/** Stands small on every poster, so that nobody takes it for a model's work. */
const POSTER_MARK = 'layout preview, no AI model';

export interface Poster {
  readonly picture: Picture;
  readonly warnings: readonly string[];
}

/** A typographic poster of a prompt: layout, art and colours by seed; same request, same pixels. */
export async function makePoster(request: EngineRequest, seed: number): Promise<Poster> {
  const size = request.size ?? sizeOfRatio(request.aspectRatio ?? '1:1');
  const random = startRandom(seed);
  const palette = choosePalette(request.options.palette, random);
  const { text, missing } = makeDrawable(request.prompt);
  const svg = composePoster(text === '' || text === '…' ? 'Untitled' : text, size, palette, random, seed);
  const noun = missing === 1 ? 'character of the prompt is' : 'characters of the prompt are';
  return {
    picture: await drawSvg(svg),
    warnings: missing === 0 ? [] : [`${missing} ${noun} not in the poster's typeface and left out of the layout.`],
  };
}

interface Layout {
  readonly art: Box;
  readonly text: Box;
  readonly bleeds: boolean;
}

/** Art beside the words on wide posters, above or below them on others. */
function chooseLayout([width, height]: Size, margin: number, random: SeededRandom): Layout {
  const share = random.between(0.5, 0.6);
  const bleeds = random.next() < 0.6;
  const inset = bleeds ? 0 : margin;
  const first = random.next() < 0.5;
  const foot = margin * 1.7;
  if (width / height >= 1.3) {
    const artWidth = Math.round(width * (share - 0.04));
    const left = first ? 0 : width - artWidth;
    const textLeft = first ? artWidth + margin : margin;
    return {
      bleeds,
      art: { left: left + inset, top: inset, width: artWidth - inset * 2, height: height - inset * 2 },
      text: { left: textLeft, top: margin, width: width - artWidth - margin * 2, height: height - margin - foot },
    };
  }
  const artHeight = Math.round(height * share);
  const textHeight = height - artHeight - margin;
  const top = first ? 0 : height - artHeight;
  return {
    bleeds,
    art: { left: inset, top: first ? inset : top, width: width - inset * 2, height: artHeight - inset },
    text: first
      ? {
          left: margin,
          top: artHeight + margin * 0.9,
          width: width - margin * 2,
          height: textHeight - foot + margin * 0.1,
        }
      : { left: margin, top: margin, width: width - margin * 2, height: textHeight - margin * 1.45 },
  };
}

function composePoster(text: string, size: Size, palette: PosterPalette, random: SeededRandom, seed: number): string {
  const [width, height] = size;
  const margin = Math.round(Math.min(width, height) * 0.07);
  const layout = chooseLayout(size, margin, random);
  const art = random.pick(POSTER_ARTS)(layout.art, palette, random);
  const { left, top, width: w, height: h } = layout.art;
  const rounded = layout.bleeds ? 0 : random.pick([0, 0, Math.min(w, h) * 0.06]);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/>` +
    `<clipPath id="art"><rect x="${left}" y="${top}" width="${w}" height="${h}" rx="${rounded}"/></clipPath>` +
    `<g clip-path="url(#art)">${art}</g>` +
    words(text, layout.text, palette, random) +
    footLine(layout, size, margin, palette, seed) +
    '</svg>'
  );
}

/** Splits a prompt into a headline (its first clause) and the rest. */
function splitHeadline(text: string): readonly [headline: string, rest: string] {
  const clause = /^(.{12,64}?)(?:[,;:.!?–—]\s|\s[–—-]\s|\s\()(.*)$/u.exec(text);
  if (clause !== null) return [clause[1] ?? text, text];
  if (text.length <= 70) return [text, ''];
  const words = text.split(' ');
  let headline = '';
  for (const word of words) {
    if (headline.length + word.length > 46 && headline !== '') break;
    headline = `${headline} ${word}`.trim();
  }
  return [`${headline}…`, text];
}

function words(text: string, box: Box, palette: PosterPalette, random: SeededRandom): string {
  const [headline, rest] = splitHeadline(text);
  const capital = `${headline.charAt(0).toUpperCase()}${headline.slice(1)}`;
  const unit = Math.min(box.width, box.height * 1.6);
  const bodyHeight = rest === '' ? 0 : box.height * 0.3;
  const weight = random.pick(['black', 'bold'] as const);
  const head = fitText(
    capital,
    { weight, tracking: -0.022 },
    {
      maxWidth: box.width,
      maxHeight: box.height - bodyHeight,
      largest: Math.min(unit * 0.24, box.height * 0.5),
      smallest: unit * 0.05,
      spacing: 1.06,
    },
  );
  const cap = capHeight(head.lettering);
  const headBottom = box.top + cap + (head.lines.length - 1) * head.leading;
  let svg = drawLines(head, box.left, box.top + cap, palette.ink);
  if (rest === '') return svg;
  const gap = Math.max(unit * 0.035, head.lettering.size * 0.42);
  const body = fitText(
    rest,
    { weight: 'regular' },
    {
      maxWidth: Math.min(box.width, unit * 1.05),
      maxHeight: box.top + box.height - headBottom - gap * 1.5,
      largest: unit * 0.042,
      smallest: unit * 0.023,
      spacing: 1.45,
    },
  );
  const ruleY = headBottom + gap;
  svg += `<rect x="${box.left}" y="${ruleY.toFixed(1)}" width="${(unit * 0.09).toFixed(1)}" height="${Math.max(2, unit * 0.006).toFixed(1)}" fill="${palette.accents[0]}"/>`;
  return (
    svg +
    drawLines(body, box.left, ruleY + gap * 0.5 + body.lettering.size, mixColours(palette.ink, palette.ground, 0.2))
  );
}

const drawLines = ({ lines, lettering, leading }: SetText, x: number, y: number, fill: string): string =>
  lines
    .map((line, row) => `<path d="${textPath(line, { ...lettering, x, y: y + row * leading })}" fill="${fill}"/>`)
    .join('');

/** Seed and mark, small, in the margin under the words. */
function footLine({ text }: Layout, [, height]: Size, margin: number, palette: PosterPalette, seed: number): string {
  const size = Math.max(9, margin * 0.26);
  const lettering = { weight: 'medium', size, tracking: 0.02 } as const;
  const y = Math.min(height - margin * 0.62, text.top + text.height + margin * 0.95);
  const fill = mixColours(palette.ink, palette.ground, 0.38);
  const right = text.left + text.width;
  const path = textPath(POSTER_MARK, { ...lettering, x: text.left, y });
  const number = `no. ${seed}`;
  const room = measureText(POSTER_MARK, lettering) + measureText(number, lettering) + size * 2 < text.width;
  return `<path d="${path}${room ? textPath(number, { ...lettering, x: right, y, anchor: 'end' }) : ''}" fill="${fill}"/>`;
}
