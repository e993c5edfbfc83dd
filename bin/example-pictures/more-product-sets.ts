import {
  blend,
  cylinder,
  type Distance,
  lathe,
  move,
  noise,
  ring,
  rod,
  sphere,
  turn,
  union,
  without,
} from './distance-shapes.ts';
import type { Material, Part, PhotoSet } from './photograph.ts';
import { part, plain, spin, studioSet, tinted } from './set-parts.ts';

export function lamp(): PhotoSet {
  const base = blend(
    move(cylinder(0.42, 0.045, 0.04), -0.18, 0.05, 0),
    rod([-0.18, 0.05, 0], [-0.18, 0.2, 0], 0.05),
    0.06,
  );
  const arms = union(
    rod([-0.18, 0.1, 0], [-0.5, 1.05, 0], 0.03),
    rod([-0.5, 1.05, 0], [0.36, 1.72, 0], 0.028),
    move(turn(cylinder(0.065, 0.06, 0.02), 'x', Math.PI / 2), -0.5, 1.05, 0),
    move(turn(cylinder(0.06, 0.055, 0.02), 'x', Math.PI / 2), 0.36, 1.72, 0),
  );
  const hood = without(
    lathe(
      [
        [0, 0.36],
        [0.1, 0.36],
        [0.13, 0.22],
        [0.2, 0.12],
        [0.38, -0.22],
        [0, -0.22],
      ],
      0.02,
    ),
    lathe(
      [
        [0, 0.2],
        [0.08, 0.18],
        [0.17, 0.09],
        [0.36, -0.3],
        [0, -0.3],
      ],
      0.0,
    ),
  );
  const tilt = (shape: Distance): Distance => move(turn(shape, 'z', 0.5), 0.5, 1.52, 0);
  const enamel = plain([0.78, 0.4, 0.055], 0.05, 0.22);
  const steel = plain([0.035, 0.036, 0.04], 0.05, 0.35);
  const bulb: Material = { colour: [1.6, 1.45, 1.15], mirror: 0.03, rough: 0.6 };
  return studioSet(
    [
      spin(base, steel, -0.35, [-0.15, 0.1, 0], 0.62),
      spin(arms, plain([0.72, 0.58, 0.34], 0.55, 0.28), -0.35, [0, 0.95, 0], 1.25),
      spin(tilt(hood), enamel, -0.35, [0.5, 1.52, 0.15], 0.66),
      spin(tilt(move(sphere(0.11), 0, -0.08, 0)), bulb, -0.35, [0.5, 1.45, 0.15], 0.35),
    ],
    { target: [0.06, 0.9, 0], view: 0.42, backdrop: [0.87, 0.865, 0.85] },
  );
}

/** A long blade that leans out and thins towards its tip. */
function leaf(angle: number, lean: number, height: number, wide: number): Distance {
  const blade: Distance = (x, y, z) => {
    const share = Math.max(0, Math.min(1, y / height));
    const half = wide * (0.62 + 0.9 * share) * Math.sqrt(Math.max(0, 1 - share ** 2.6)) + 0.004;
    const bend = lean * share * share * height;
    const curl = 1.6 * x * x;
    const [dx, dy] = [Math.max(0, Math.abs(x) - half), y < 0 ? -y : Math.max(0, y - height)];
    return (Math.hypot(dx, dy, z - bend - curl) - 0.016) * 0.55;
  };
  return turn(blade, 'y', angle);
}

export function plant(): PhotoSet {
  const pot = without(
    union(
      lathe(
        [
          [0, 0.02],
          [0.36, 0.02],
          [0.48, 0.62],
          [0, 0.62],
        ],
        0.015,
      ),
      move(cylinder(0.53, 0.085, 0.03), 0, 0.68, 0),
    ),
    move(cylinder(0.44, 0.3, 0.02), 0, 0.95, 0),
  );
  const clay: Material = {
    colour: (x, y, z) => {
      const bloom = noise(x * 5, y * 4, z * 5) * 0.6 + noise(x * 34, y * 34, z * 34) * 0.3;
      return tinted([0.62, 0.27, 0.15], [0.72, 0.42, 0.3], bloom * (y < 0.3 ? 1 : 0.6));
    },
    mirror: 0.02,
    rough: 0.95,
  };
  const soil: Material = {
    colour: (x, y, z) => tinted([0.05, 0.032, 0.02], [0.13, 0.09, 0.06], noise(x * 40, y * 40, z * 40)),
    mirror: 0.02,
    rough: 1,
  };
  const blades: readonly (readonly [angle: number, lean: number, height: number, wide: number, out: number])[] = [
    [0.2, 0.16, 1.5, 0.105, 0.05],
    [1.5, 0.24, 1.25, 0.1, 0.1],
    [2.7, 0.2, 1.36, 0.1, 0.08],
    [3.9, 0.3, 1.02, 0.095, 0.12],
    [5.1, 0.22, 1.4, 0.105, 0.1],
    [0.9, 0.42, 0.86, 0.09, 0.17],
    [3.3, 0.5, 0.72, 0.085, 0.18],
    [4.6, 0.46, 0.8, 0.09, 0.18],
    [5.8, 0.4, 1.0, 0.09, 0.15],
  ];
  const green: Material = {
    colour: (x, y, z) => {
      const band = Math.sin(y * 22 + noise(x * 9, y * 5, z * 9) * 7) * 0.5 + 0.5;
      return tinted([0.055, 0.17, 0.07], [0.2, 0.36, 0.15], band * 0.75 + 0.1);
    },
    mirror: 0.04,
    rough: 0.3,
  };
  const leaves = blades.map(([angle, lean, height, wide, out]): Part => {
    const shape = move(leaf(angle, lean, height, wide), Math.sin(angle) * out, 0.6, Math.cos(angle) * out);
    const tip = lean * height * 0.6 + out;
    return part(shape, green, [Math.sin(angle) * tip, 0.6 + height / 2, Math.cos(angle) * tip], height * 0.62 + 0.12);
  });
  return studioSet(
    [
      part(pot, clay, [0, 0.38, 0], 0.68),
      part(move(cylinder(0.45, 0.04, 0.02), 0, 0.66, 0), soil, [0, 0.66, 0], 0.5),
      ...leaves,
    ],
    {
      target: [0, 0.98, 0],
      view: 0.43,
      backdrop: [0.87, 0.875, 0.865],
    },
  );
}

export function headphones(): PhotoSet {
  const band: Distance = (x, y, z) => {
    const arc = ring(0.72, 0.035, 0.12, 0.12)(x, y - 1.0, z);
    return Math.max(arc, 0.78 - y) * 0.9;
  };
  const pad: Distance = (x, y, z) => Math.max(ring(0.695, 0.05, 0.105, 0.12)(x, y - 0.985, z), 1.28 - y) * 0.9;
  const side = (sign: 1 | -1, shape: Distance): Distance =>
    move(turn(turn(shape, 'z', Math.PI / 2), 'y', sign * 0.12), sign * 0.7, 0.435, 0);
  const cup = (sign: 1 | -1): Distance =>
    side(sign, (x, y, z) => cylinder(0.36, 0.12, 0.085)(x / 1.18, y + sign * 0.1, z) * 0.9);
  const plate = (sign: 1 | -1): Distance =>
    side(sign, (x, y, z) => cylinder(0.24, 0.02, 0.012)(x / 1.18, y + sign * 0.215, z) * 0.9);
  const cushion = (sign: 1 | -1): Distance =>
    side(sign, (x, y, z) => turn(ring(0.25, 0.105, 0.1), 'x', Math.PI / 2)(x / 1.18, y - sign * 0.07, z) * 0.85);
  const arm = (sign: 1 | -1): Distance => rod([sign * 0.725, 0.98, 0], [sign * 0.79, 0.46, 0], 0.026);
  const shell = plain([0.78, 0.74, 0.66], 0.04, 0.4);
  const cloth: Material = {
    colour: (x, y, z) => tinted([0.12, 0.1, 0.085], [0.2, 0.17, 0.145], noise(x * 60, y * 60, z * 60)),
    mirror: 0.02,
    rough: 0.9,
  };
  const copper = plain([0.82, 0.5, 0.34], 0.6, 0.25);
  const at = -0.62;
  return studioSet(
    [
      spin(band, shell, at, [0, 1.35, 0], 0.95),
      spin(pad, cloth, at, [0, 1.5, 0], 0.85),
      spin(union(cup(1), cup(-1)), shell, at, [0, 0.5, 0], 1.4),
      spin(union(cushion(1), cushion(-1)), cloth, at, [0, 0.5, 0], 1.25),
      spin(union(plate(1), plate(-1), arm(1), arm(-1)), copper, at, [0, 0.65, 0], 1.3),
    ],
    { target: [0, 0.88, 0], view: 0.42, backdrop: [0.865, 0.86, 0.855] },
  );
}
