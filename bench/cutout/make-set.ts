import type { BackdropSpec } from './backdrop.ts';
import type { Rgb } from './paint.ts';
import type { SceneSpec } from './photograph.ts';
import { type Random, random } from './random.ts';
import type { DrawShape } from './shapes.ts';
import * as shapes from './shapes.ts';

export type Half = 'tuned' | 'held-out';

interface Kind {
  readonly name: string;
  readonly draw: DrawShape;
  readonly colours: readonly [Rgb, ...Rgb[]];
  /** Backdrops by name; most kinds appear on all. */
  readonly grounds?: readonly [Ground, ...Ground[]];
  readonly change?: (spec: SceneSpec, r: Random) => SceneSpec;
}

type Ground = 'blown' | 'white' | 'offwhite' | 'grey' | 'coloured' | 'dark';
const everyGround = ['blown', 'white', 'offwhite', 'grey', 'coloured', 'dark'] as const;

const vivid = [
  [178, 44, 52],
  [36, 84, 150],
  [44, 120, 84],
  [208, 150, 44],
  [60, 58, 62],
  [150, 110, 84],
] as const satisfies readonly [Rgb, ...Rgb[]];
const pale = [
  [244, 243, 240],
  [236, 238, 240],
  [250, 248, 244],
] as const satisfies readonly [Rgb, ...Rgb[]];
const green = [
  [58, 116, 50],
  [88, 140, 60],
] as const satisfies readonly [Rgb, ...Rgb[]];
const metal = [
  [212, 176, 92],
  [188, 190, 194],
] as const satisfies readonly [Rgb, ...Rgb[]];
const light = ['blown', 'white', 'offwhite'] as const;

const kinds: readonly Kind[] = [
  { name: 'bottle', draw: shapes.bottle, colours: vivid },
  { name: 'white label', draw: shapes.labelledBottle, colours: vivid, grounds: light },
  { name: 'mug handle', draw: shapes.mug, colours: vivid },
  { name: 'chair slats', draw: shapes.chair, colours: vivid },
  { name: 'ring', draw: shapes.ring, colours: metal },
  { name: 'bag strap', draw: shapes.bag, colours: vivid },
  { name: 'fern', draw: shapes.fern, colours: green },
  { name: 'cord', draw: shapes.cord, colours: [[40, 42, 46], ...vivid] },
  { name: 'white shirt', draw: shapes.shirt, colours: pale, grounds: light },
  { name: 'white bowl', draw: shapes.bowl, colours: pale, grounds: ['white', 'offwhite', 'grey'] },
  { name: 'white mug', draw: shapes.mug, colours: pale, grounds: ['white', 'offwhite', 'grey'] },
  { name: 'dark on dark', draw: shapes.shoe, colours: [[66, 64, 68]], grounds: ['dark'] },
  { name: 'glass', draw: shapes.glass, colours: vivid },
  { name: 'lettering', draw: shapes.lettering, colours: vivid },
  { name: 'sunglasses', draw: shapes.sunglasses, colours: vivid },
  { name: 'scissors', draw: shapes.scissors, colours: vivid },
  { name: 'wheel', draw: shapes.wheel, colours: vivid },
  { name: 'shoe', draw: shapes.shoe, colours: vivid },
  { name: 'several', draw: shapes.set, colours: vivid },
  { name: 'lamp', draw: shapes.lamp, colours: [...vivid, ...pale] },
  {
    name: 'tiny',
    draw: shapes.shoe,
    colours: vivid,
    change: (s, r) => ({ ...s, objectSize: r.between(0.06, 0.12), centre: [r.between(0.3, 0.7), r.between(0.3, 0.7)] }),
  },
  { name: 'huge', draw: shapes.bag, colours: vivid, change: (s) => ({ ...s, objectSize: 1.08 }) },
  {
    name: 'cut by border',
    draw: shapes.bottle,
    colours: vivid,
    change: (s, r) => ({ ...s, objectSize: 1.1, centre: [r.between(0.4, 0.6), 0.66], turn: 0 }),
  },
  {
    name: 'coarse surface',
    draw: shapes.bag,
    colours: vivid,
    change: (s, r) => ({ ...s, texture: r.between(0.2, 0.4) }),
  },
  {
    name: 'reflection',
    draw: shapes.bottle,
    colours: vivid,
    change: (s, r) => ({ ...s, turn: 0, reflection: r.between(0.08, 0.25) }),
  },
  {
    name: 'strong shadow',
    draw: shapes.shoe,
    colours: vivid,
    change: (s, r) => ({
      ...s,
      castShadow: r.between(0.35, 0.55),
      castBlur: r.between(0.008, 0.03),
      contactShadow: 0.7,
      turn: 0,
    }),
  },
  {
    name: '12 megapixels',
    draw: shapes.mug,
    colours: vivid,
    change: (s) => ({ ...s, width: 4000, height: 3000, blur: 2, noise: 4 }),
  },
];

const busy = ['wood', 'grass', 'bricks', 'room', 'bokeh', 'stripes', 'cloth'] as const;

/** @returns the scenes of one half; the other half has other seeds, sizes and camera settings. Always the same. */
export function makeSet(half: Half): SceneSpec[] {
  const start = half === 'tuned' ? 1000 : 900_000;
  const scenes: SceneSpec[] = [];
  kinds.forEach((kind, k) => {
    const grounds = kind.grounds ?? everyGround;
    const each = kind.name === '12 megapixels' ? 1 : grounds.length > 3 ? 6 : 4;
    for (let n = 0; n < each; n++) {
      const r = random(start + k * 100 + n);
      const ground = grounds[n % grounds.length] ?? grounds[0];
      scenes.push(scene(half, kind, `${kind.name} ${n + 1} (${ground})`, start + k * 100 + n, ground, r));
    }
  });
  busy.forEach((pattern, k) => {
    for (let n = 0; n < 2; n++) {
      const seed = start + 50_000 + k * 10 + n;
      const r = random(seed);
      const kind = r.pick(kinds.slice(0, 4).length > 0 ? [kinds[0] ?? bottleKind, ...kinds.slice(1, 6)] : [bottleKind]);
      const plain = scene(half, kind, `${pattern} ${n + 1}`, seed, 'offwhite', r);
      scenes.push({ ...plain, kind: 'not plain', expected: 'warned', backdrop: { ...plain.backdrop, pattern } });
    }
  });
  return scenes;
}

const bottleKind: Kind = { name: 'bottle', draw: shapes.bottle, colours: vivid };

function scene(half: Half, kind: Kind, name: string, seed: number, ground: Ground, r: Random): SceneSpec {
  const colour = r.pick(kind.colours);
  const big = r.next() < 0.12;
  const long = half === 'tuned' ? r.pick([800, 1000, 1200]) : r.pick([720, 1080, 1500]);
  const side = big ? long * 1.8 : long;
  const shape = r.pick<readonly [number, number]>([
    [1, 1],
    [1, 0.75],
    [0.75, 1],
  ]);
  const spec: SceneSpec = {
    kind: kind.name,
    name,
    seed,
    width: Math.round(side * shape[0]),
    height: Math.round(side * shape[1]),
    shape: kind.draw(r, colour),
    objectSize: r.between(0.55, 0.9),
    centre: [r.between(0.46, 0.54), r.between(0.46, 0.52)],
    turn: r.between(-6, 6),
    backdrop: groundOf(ground, r),
    castShadow: r.next() < 0.6 ? r.between(0.06, 0.3) : 0,
    castBlur: r.between(0.012, 0.05),
    contactShadow: r.next() < 0.7 ? r.between(0.25, 0.65) : 0,
    reflection: 0,
    blur: r.between(0.4, half === 'tuned' ? 1.3 : 1.6),
    noise: r.between(0.5, half === 'tuned' ? 4 : 5),
    quality: r.whole(half === 'tuned' ? 72 : 70, 95),
    texture: r.between(0, 0.06),
    expected: 'good',
  };
  return kind.change ? kind.change(spec, r) : spec;
}

function groundOf(ground: Ground, r: Random): BackdropSpec {
  const even = { falloff: r.between(0, 0.06), vignette: r.between(0, 0.1), horizon: 0, pattern: 'plain' as const };
  const lit = {
    falloff: r.between(0.04, 0.3),
    vignette: r.between(0, 0.25),
    horizon: r.next() < 0.3 ? r.between(-0.1, 0.08) : 0,
    pattern: 'plain' as const,
  };
  const grey = r.between(120, 200);
  switch (ground) {
    case 'blown':
      return { colour: [275, 275, 275], falloff: 0, vignette: 0.05, horizon: 0, pattern: 'plain' };
    case 'white':
      return { colour: [r.between(246, 254), 251, r.between(246, 254)], ...even };
    case 'offwhite':
      return { colour: [r.between(228, 242), r.between(226, 238), r.between(218, 236)], ...lit };
    case 'grey':
      return { colour: [grey, grey + r.between(-4, 4), grey + r.between(-6, 6)], ...lit };
    case 'coloured':
      return {
        colour: r.pick<Rgb>([
          [226, 178, 186],
          [150, 196, 214],
          [232, 206, 120],
          [84, 150, 130],
          [70, 90, 160],
        ]),
        ...lit,
      };
    case 'dark':
      return {
        colour: r.pick<Rgb>([
          [36, 36, 40],
          [24, 30, 44],
          [52, 46, 42],
        ]),
        ...lit,
      };
  }
}
