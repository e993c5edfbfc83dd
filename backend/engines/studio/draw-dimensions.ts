import { type Box, fromPicture, type Picture, toPicture } from './picture.ts';
import { capHeight, type Lettering, measureText, textPath } from './text-paths.ts';

/** Inches. */
export interface Dimensions {
  readonly height?: number;
  readonly width?: number;
  readonly depth?: number;
}

export const hasDimensions = (dimensions: Dimensions | undefined): boolean =>
  dimensions?.height !== undefined || dimensions?.width !== undefined || dimensions?.depth !== undefined;

/** `12″`, `12.5″`: at most two decimals. */
export const inches = (value: number): string => `${Math.round(value * 100) / 100}″`;

type Point = readonly [x: number, y: number];

/** Draws thin lines with end ticks and inch labels: height at the right, width below, depth slanted at the lower right. */
export async function drawDimensions(picture: Picture, place: Box, dimensions: Dimensions): Promise<Picture> {
  const { width, height } = picture;
  const unit = Math.min(width, height);
  const ink = isDark(picture) ? '#f4f4f2' : '#33363b';
  const gap = unit * 0.045;
  const [right, bottom] = [place.left + place.width, place.top + place.height];
  const lines: string[] = [];
  if (dimensions.height !== undefined) {
    lines.push(line([right + gap, place.top], [right + gap, bottom], inches(dimensions.height), unit));
  }
  if (dimensions.width !== undefined) {
    lines.push(line([place.left, bottom + gap], [right, bottom + gap], inches(dimensions.width), unit));
  }
  if (dimensions.depth !== undefined) {
    const label = inches(dimensions.depth);
    const start: Point = [right + gap * 0.45, bottom + gap];
    const labelWidth = measureText(label, labelLettering(unit)) + unit * 0.025;
    const reach = Math.max(unit * 0.02, Math.min(unit * 0.11, (width - start[0] - labelWidth) / 0.86));
    lines.push(line(start, [start[0] + reach * 0.86, start[1] - reach * 0.5], label, unit, true));
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<g fill="${ink}" stroke="none">${lines.join('')}</g></svg>`;
  return toPicture(
    fromPicture(picture)
      .composite([{ input: Buffer.from(svg.replaceAll('INK', ink)) }])
      .removeAlpha(),
  );
}

const labelLettering = (unit: number): Lettering => ({ weight: 'medium', size: unit * 0.027 });

/** One line, open in its middle for the label; a slanted one carries its label beside its end. */
function line(from: Point, to: Point, label: string, unit: number, beside = false): string {
  const lettering = labelLettering(unit);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.max(1, Math.hypot(dx, dy));
  const [ux, uy] = [dx / length, dy / length];
  const tick = unit * 0.009;
  const wide = measureText(label, lettering);
  const tall = capHeight(lettering);
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const hole = (Math.abs(ux) * wide + Math.abs(uy) * tall) / 2 + unit * 0.012;
  const fits = !beside && hole * 2 < length * 0.8;
  const stroke = `stroke="INK" stroke-width="${Math.max(1, unit * 0.0018).toFixed(2)}" stroke-linecap="round"`;
  const path = (a: Point, b: Point): string =>
    `<path d="M${a[0].toFixed(1)} ${a[1].toFixed(1)}L${b[0].toFixed(1)} ${b[1].toFixed(1)}" ${stroke}/>`;
  const along = (point: Point, distance: number): Point => [point[0] + ux * distance, point[1] + uy * distance];
  const ends = [from, to].map((end) =>
    path([end[0] - uy * tick, end[1] + ux * tick], [end[0] + uy * tick, end[1] - ux * tick]),
  );
  const body = fits ? path(from, along(middle, -hole)) + path(along(middle, hole), to) : path(from, to);
  const x = fits ? middle[0] : beside ? to[0] + unit * 0.012 : middle[0] + uy * (wide / 2 + unit * 0.015);
  const y = fits ? middle[1] + tall / 2 : beside ? to[1] + tall / 2 : middle[1] + tall / 2 + ux * unit * 0.03;
  return `${ends.join('')}${body}<path d="${textPath(label, { ...lettering, x, y, anchor: beside ? 'start' : 'middle' })}"/>`;
}

/** Judged along the lower edge, where the lines stand. */
function isDark({ data, width, height, channels }: Picture): boolean {
  let sum = 0;
  const row = Math.floor(height * 0.93) * width;
  for (let x = 0; x < width; x += 1) {
    const at = (row + x) * channels;
    sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  }
  return sum / width < 115;
}
