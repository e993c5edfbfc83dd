import type { OutputOptions } from '../../../shared/row-plan.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Colours of one poster, `#rrggbb`. */
export interface PosterPalette {
  readonly ground: string;
  /** Legible on the ground (contrast ≥ 4.5). */
  readonly ink: string;
  /** Two to four colours that stand out from the ground. */
  readonly accents: readonly [string, string, ...string[]];
}

/** Named palettes of the column color_palette; five colours each, light and dark mixed so that each can be a ground. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ember: ['#2b1310', '#8c2f1b', '#e2582a', '#f6a04d', '#fbe9d2'],
  fresh: ['#f1faf3', '#9bdccb', '#39b88e', '#1c7a7a', '#0f3b46'],
  jungle: ['#0f2a1d', '#1f5137', '#5c8a45', '#c0a545', '#f2ecd8'],
  magic: ['#1b1238', '#5a2ca0', '#b44fd1', '#f58ac2', '#fbe6f7'],
  melon: ['#fff3e8', '#ffb38a', '#f2705d', '#7fb77e', '#2f5d50'],
  mosaic: ['#fbf4e4', '#e0453a', '#f2b632', '#2a7fb8', '#1c2b4a'],
  pastel: ['#fdf7f4', '#f7c9d0', '#c9d8f2', '#cfe8d2', '#5a5470'],
  ultramarine: ['#f0f3ff', '#9db4f7', '#3a5be0', '#1b2f9e', '#0b1240'],
};

/** Without a palette a seed picks among these. */
const FREE: readonly [readonly string[], ...(readonly string[])[]] = [
  ['#f4efe6', '#d9a441', '#c2532d', '#2f4858', '#16222b'],
  ['#101418', '#e8c547', '#e4572e', '#76b5c5', '#f3efe4'],
  ['#eef1f0', '#8fb8ab', '#e07a5f', '#3d405b', '#22243a'],
  ['#fdf6ec', '#f2c6b4', '#d66853', '#7d4e57', '#212d40'],
  ['#0d1b2a', '#415a77', '#e0a458', '#d9dbf1', '#f9f7f3'],
  ['#f6f4ee', '#b7c68b', '#e9b44c', '#4f772d', '#132a13'],
  ['#f3eefc', '#b8a1e3', '#ff8a73', '#5b3e96', '#22143d'],
  ['#eaf4f6', '#79c2d0', '#f7b267', '#f25c54', '#14323b'],
];

const channels = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** Mixes `share` (0 – 1) of the second colour into the first. */
export function mixColours(first: string, second: string, share: number): string {
  const [a, b] = [channels(first), channels(second)];
  return `#${a
    .map((value, at) =>
      Math.round(value + ((b[at] ?? 0) - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Relative luminance of WCAG 2, 0 – 1. */
export function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast ratio of WCAG 2, 1 – 21. */
export function contrast(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colours of a poster: from the row's palette where it has one, else by seed. */
export function choosePalette(palette: OutputOptions['palette'], random: SeededRandom): PosterPalette {
  const members = membersOf(palette, random);
  const byLight = [...members].sort((one, other) => luminance(other) - luminance(one));
  const [lightest = '#ffffff', darkest = '#000000'] = [byLight[0], byLight[byLight.length - 1]];
  const ground = random.next() < 0.62 ? lightest : darkest;
  const opposite = ground === lightest ? darkest : lightest;
  const paper = members.length > 2 ? ground : mixColours(ground, luminance(ground) > 0.4 ? '#ffffff' : '#000000', 0.25);
  const ink = [opposite, '#14161a', '#fdfcf8'].find((colour) => contrast(colour, paper) >= 4.5) ?? '#000000';
  const others = members.filter((colour) => colour !== ground);
  const turn = random.below(Math.max(1, others.length));
  const turned = [...others.slice(turn), ...others.slice(0, turn)];
  const [first = mixColours(ground, ink, 0.55), second = mixColours(first, ink, 0.4), ...more] = turned;
  return { ground: paper, ink, accents: [first, second, ...more] };
}

function membersOf(palette: OutputOptions['palette'], random: SeededRandom): readonly string[] {
  if (palette === undefined) return random.pick(FREE);
  if ('name' in palette) return NAMED[palette.name.toLowerCase()] ?? random.pick(FREE);
  const hex = palette.members.map((member) => member.toLowerCase()).filter((member) => /^#[0-9a-f]{6}$/.test(member));
  return hex.length > 0 ? hex : random.pick(FREE);
}
