import { type Distance, mix, noise, turn } from './distance-shapes.ts';
import type { Material, Part, PhotoSet, Vector } from './photograph.ts';

/** A part of a set; see Part for centre and reach. */
export const part = (shape: Distance, material: Material, centre: Vector, reach: number): Part => ({
  shape,
  material,
  centre,
  reach,
});

export const tinted = (one: Vector, other: Vector, share: number): Vector => [
  mix(one[0], other[0], share),
  mix(one[1], other[1], share),
  mix(one[2], other[2], share),
];

export const wood = (light: Vector, dark: Vector, along: 'x' | 'y' | 'z'): Material => ({
  colour: (x, y, z) => {
    const [a, b, c] = along === 'y' ? [x, y, z] : along === 'x' ? [y, x, z] : [x, z, y];
    const bend = noise(a * 3, b * 0.8, c * 3) * 2.2;
    const rings = 0.5 + 0.5 * Math.sin((a * 26 + c * 20 + bend * 7) * 1.2);
    const fibre = noise(a * 90, b * 3.5, c * 90);
    return tinted(light, dark, 0.28 * rings + 0.42 * fibre);
  },
  mirror: 0.03,
  rough: 0.75,
});

/** Turns a part around y, its colours with it. */
export const spin = (shape: Distance, material: Material, angle: number, centre: Vector, reach: number): Part => {
  const { colour } = material;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const turned: Material =
    typeof colour === 'function'
      ? { ...material, colour: (x, y, z) => colour(c * x - s * z, y, s * x + c * z) }
      : material;
  return part(turn(shape, 'y', angle), turned, centre, reach);
};

export const plain = (colour: Vector, mirror = 0.04, rough = 0.3): Material => ({ colour, mirror, rough });

/** A product on a table in front of seamless paper, a large lamp at the upper left. */
export const studioSet = (parts: readonly Part[], more: Partial<PhotoSet> = {}): PhotoSet => ({
  parts,
  eye: [0, 2.1, 6.4],
  target: [0, 0.86, 0],
  view: 0.5,
  key: [-0.62, 1, 0.55],
  backdrop: [0.87, 0.87, 0.865],
  light: [0.92, 0.42, 0.2],
  ...more,
});
