import { flattenOn, fromPicture, type Picture, scaleTo, toPicture } from './picture.ts';
import { capHeight, makeDrawable, measureText, textPath } from './text-paths.ts';
import { fitText } from './wrap-text.ts';

/** Stands on every picture that only shows what a model would have been asked. */
export const PREVIEW_MARK = 'preview, no AI model';

/** Longer side of the input inside a layout, pixels: a preview need not be larger than a screen. */
const LONGEST = 1600;

const [PAPER, INK, FAINT, ACCENT] = ['#f6f5f2', '#1d2126', '#6d7278', '#c2532d'];

/**
 * The input with the prompt that a model would get beside it (under it, where the input is wide), plainly marked as a
 * preview.
 */
export async function layOutPrompt(input: Picture, prompt: string, title: string): Promise<Picture> {
  const flat = await flattenOn(input, '#ffffff');
  const shrink = Math.min(1, LONGEST / Math.max(flat.width, flat.height));
  const grow = Math.max(1, 480 / Math.max(flat.width, flat.height));
  const w = Math.max(1, Math.round(flat.width * shrink * grow));
  const h = Math.max(1, Math.round(flat.height * shrink * grow));
  const shown = await scaleTo(flat, w, h);
  const below = w > h * 1.25;
  const panel = below
    ? { left: 0, top: h, width: w, height: Math.max(180, Math.round(w * 0.3)) }
    : { left: w, top: 0, width: Math.max(260, Math.round(Math.max(w * 0.62, h * 0.5))), height: Math.max(h, 240) };
  const [width, height] = below ? [Math.max(w, 240), h + panel.height] : [w + panel.width, Math.max(h, 240)];
  const unit = Math.min(panel.width, panel.height * 1.6);
  const pad = Math.round(Math.min(panel.width, panel.height) * 0.11);
  const [left, top, wide] = [panel.left + pad, panel.top + pad, panel.width - pad * 2];
  const label = { weight: 'bold', size: Math.max(11, unit * 0.036), tracking: 0.06 } as const;
  const tag = { weight: 'medium', size: Math.max(11, unit * 0.038) } as const;
  const [labelCap, tagCap] = [capHeight(label), capHeight(tag)];
  const tagHeight = tagCap * 2.6;
  const textTop = top + labelCap * 3.6;
  const { text } = makeDrawable(prompt);
  const body = fitText(
    text === '' ? 'No prompt' : text,
    { weight: 'medium', tracking: -0.008 },
    {
      maxWidth: wide,
      maxHeight: panel.top + panel.height - pad - tagHeight - labelCap - textTop,
      largest: unit * 0.1,
      smallest: Math.max(10, unit * 0.03),
      spacing: 1.32,
    },
  );
  const first = textTop + capHeight(body.lettering);
  const lines = body.lines.map((line, row) =>
    textPath(line, { ...body.lettering, x: left, y: first + row * body.leading }),
  );
  const tagTop = panel.top + panel.height - pad - tagHeight;
  const tagWide = Math.min(wide, measureText(PREVIEW_MARK, tag) + tagHeight);
  const mark = textPath(PREVIEW_MARK, {
    ...tag,
    x: left + tagWide / 2,
    y: tagTop + (tagHeight + tagCap) / 2,
    anchor: 'middle',
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect x="${panel.left}" y="${panel.top}" width="${width - panel.left}" height="${height - panel.top}" fill="${PAPER}"/>` +
    `<path d="${textPath(title.toUpperCase(), { ...label, x: left, y: top + labelCap })}" fill="${FAINT}"/>` +
    `<path d="${lines.join('')}" fill="${INK}"/>` +
    `<rect x="${left}" y="${tagTop.toFixed(1)}" width="${tagWide.toFixed(1)}" height="${tagHeight.toFixed(1)}" rx="${(tagHeight / 2).toFixed(1)}" fill="none" stroke="${ACCENT}" stroke-width="1.5"/>` +
    `<path d="${mark}" fill="${ACCENT}"/></svg>`;
  const canvas = fromPicture(shown).extend({ right: width - w, bottom: height - h, background: PAPER });
  const extended = await toPicture(canvas);
  return toPicture(
    fromPicture(extended)
      .composite([{ input: Buffer.from(svg) }])
      .removeAlpha(),
  );
}
