import type { Box } from './picture.ts';
import { mixColours, type PosterPalette } from './poster-palettes.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Draws abstract art that fills a box, as SVG elements; what stands over is clipped by the caller. */
export type PosterArt = (box: Box, palette: PosterPalette, random: SeededRandom) => string;

const n = (value: number): string => (Math.round(value * 10) / 10).toString();
const circle = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(Math.max(0, r))}" fill="${fill}" ${more}/>`;
const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${more}/>`;

const at = (palette: PosterPalette, index: number): string =>
  palette.accents[index % palette.accents.length] ?? palette.accents[0];

/** A low sun over layered hills. */
const hills: PosterArt = ({ left, top, width, height }, palette, random) => {
  const id = 'sky';
  const sky = mixColours(palette.ground, at(palette, 0), 0.28);
  const glow = mixColours(palette.ground, at(palette, 1), 0.12);
  let svg =
    `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${glow}"/></linearGradient>` +
    rect(left, top, width, height, `url(#${id})`);
  const sun = Math.min(width, height) * random.between(0.16, 0.24);
  svg += circle(
    left + width * random.between(0.24, 0.76),
    top + height * random.between(0.3, 0.42),
    sun,
    at(palette, 1),
  );
  const layers = 4 + random.below(2);
  for (let layer = 0; layer < layers; layer += 1) {
    const share = layer / (layers - 1);
    const base = top + height * (0.48 + share * 0.38);
    const swing = height * (0.14 - share * 0.05);
    const [turns, phase, turns2, phase2] = [
      random.between(0.7, 1.6),
      random.between(0, 6.3),
      random.between(1.6, 3.2),
      random.between(0, 6.3),
    ];
    let path = `M${n(left)} ${n(top + height)}`;
    for (let step = 0; step <= 60; step += 1) {
      const t = step / 60;
      const y =
        base - swing * (Math.sin(t * turns * 6.283 + phase) * 0.6 + Math.sin(t * turns2 * 6.283 + phase2) * 0.3);
      path += `L${n(left + t * width)} ${n(y)}`;
    }
    const tone = mixColours(mixColours(at(palette, 0), at(palette, 2), share), palette.ink, 0.1 + share * 0.35);
    svg += `<path d="${path}L${n(left + width)} ${n(top + height)}Z" fill="${mixColours(tone, sky, (1 - share) * 0.45)}"/>`;
  }
  return svg;
};

/** Tiles of quarter circles, half circles and dots. */
const tiles: PosterArt = ({ left, top, width, height }, palette, random) => {
  const count = 4 + random.below(2);
  const side =
    Math.max(width, height) /
    Math.max(count, Math.round((count * Math.max(width, height)) / Math.max(1, Math.min(width, height)) / 1.4));
  const [across, down] = [Math.ceil(width / side - 0.05), Math.ceil(height / side - 0.05)];
  const [w, h] = [width / across, height / down];
  let svg = '';
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const [x, y] = [left + column * w, top + row * h];
      const under = random.below(palette.accents.length + 1);
      const ground =
        under === palette.accents.length ? mixColours(palette.ground, palette.ink, 0.06) : at(palette, under);
      const shape =
        under === palette.accents.length ? at(palette, random.below(4)) : at(palette, under + 1 + random.below(2));
      svg += rect(x, y, w + 0.6, h + 0.6, ground);
      const radius = Math.min(w, h);
      const turn = `transform="rotate(${random.below(4) * 90} ${n(x + w / 2)} ${n(y + h / 2)})"`;
      const kind = random.below(5);
      if (kind === 0)
        svg += `<path d="M${n(x)} ${n(y)}h${n(w)}a${n(w)} ${n(h)} 0 0 1 ${n(-w)} ${n(h)}Z" fill="${shape}" ${turn}/>`;
      if (kind === 1)
        svg += `<path d="M${n(x)} ${n(y)}h${n(w)}a${n(w / 2)} ${n(h / 2)} 0 0 1 ${n(-w)} 0Z" fill="${shape}" ${turn}/>`;
      if (kind === 2) svg += circle(x + w / 2, y + h / 2, radius * 0.28, shape);
      if (kind === 3)
        svg += circle(x + w / 2, y + h / 2, radius * 0.5, shape) + circle(x + w / 2, y + h / 2, radius * 0.25, ground);
      if (kind === 4) svg += `<path d="M${n(x)} ${n(y)}h${n(w)}L${n(x)} ${n(y + h)}Z" fill="${shape}" ${turn}/>`;
    }
  }
  return svg;
};

/** Rings around a point outside the middle. */
const rings: PosterArt = ({ left, top, width, height }, palette, random) => {
  const [x, y] = [left + width * random.between(0.3, 0.7), top + height * random.between(0.5, 0.95)];
  const count = 6 + random.below(4);
  const reach = Math.hypot(width, height) * 0.72;
  let svg = rect(left, top, width, height, mixColours(palette.ground, at(palette, 0), 0.14));
  for (let ring = 0; ring < count; ring += 1) {
    const tone = ring % 2 === 0 ? at(palette, ring / 2) : mixColours(at(palette, (ring - 1) / 2), palette.ground, 0.45);
    svg += circle(x, y, reach * (1 - ring / count), tone);
  }
  return svg;
};

/** Large overlapping discs, seen through each other. */
const discs: PosterArt = ({ left, top, width, height }, palette, random) => {
  let svg = rect(left, top, width, height, mixColours(palette.ground, palette.ink, 0.04));
  const side = Math.min(width, height);
  const count = 4 + random.below(3);
  for (let disc = 0; disc < count; disc += 1) {
    const r = side * random.between(0.2, 0.46);
    const [x, y] = [left + width * random.between(0.12, 0.88), top + height * random.between(0.12, 0.88)];
    svg += circle(x, y, r, at(palette, disc), 'fill-opacity="0.82"');
    if (random.next() < 0.4) {
      svg += `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 1.14)}" fill="none" stroke="${palette.ink}" stroke-opacity="0.5" stroke-width="${n(side * 0.004)}"/>`;
    }
  }
  return svg;
};

/** A folded ribbon of slanted stripes. */
const stripes: PosterArt = ({ left, top, width, height }, palette, random) => {
  const bands = 9 + random.below(6);
  const lean = random.pick([-1, 1]) * random.between(0.25, 0.7) * height;
  const step = (width + Math.abs(lean) * 2) / bands;
  let svg = rect(left, top, width, height, at(palette, 0));
  for (let band = 0; band < bands; band += 1) {
    const x = left - Math.abs(lean) + band * step;
    const middle = top + height * 0.5;
    const tone = at(palette, band);
    svg += `<path d="M${n(x)} ${n(top)}h${n(step + 1)}l${n(lean)} ${n(height / 2)}h${n(-step - 1)}Z" fill="${tone}"/>`;
    svg += `<path d="M${n(x + lean)} ${n(middle)}h${n(step + 1)}l${n(-lean)} ${n(height / 2)}h${n(-step - 1)}Z" fill="${mixColours(tone, palette.ink, 0.22)}"/>`;
  }
  return svg;
};

/** Arches within arches, like a colonnade. */
const arches: PosterArt = ({ left, top, width, height }, palette, random) => {
  const count = Math.max(2, Math.min(5, Math.round(width / (height * 0.5)) + random.below(2)));
  const w = width / count;
  let svg = rect(left, top, width, height, mixColours(palette.ground, at(palette, 1), 0.2));
  for (let arch = 0; arch < count; arch += 1) {
    const rise = random.between(0.55, 0.95) * height;
    for (let inner = 0; inner < 4; inner += 1) {
      const half = (w / 2) * (0.94 - inner * 0.23);
      const middle = left + w * (arch + 0.5);
      const up = Math.max(half, rise * (1 - inner * 0.16));
      svg += `<path d="M${n(middle - half)} ${n(top + height)}v${n(-(up - half))}a${n(half)} ${n(half)} 0 0 1 ${n(half * 2)} 0v${n(up - half)}Z" fill="${at(palette, arch + inner)}"/>`;
    }
  }
  return svg;
};

export const POSTER_ARTS: readonly [PosterArt, ...PosterArt[]] = [hills, tiles, rings, discs, stripes, arches];
