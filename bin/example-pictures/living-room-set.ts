import { box, type Distance, ellipsoid, lathe, move, noise, rod, union } from './distance-shapes.ts';
import type { Material, PhotoSet } from './photograph.ts';
import { part, plain, tinted } from './set-parts.ts';

/** An empty, sunlit corner of a living room: a floor to stand something on, a wall, a few things at the sides. */
export function livingRoom(): PhotoSet {
  const oakFloor: Material = {
    colour: (x, _y, z) => {
      const row = Math.floor(z / 0.34);
      const shifted = x + row * 0.77;
      const plank = Math.floor(shifted / 2.2);
      const joint = z / 0.34 - row < 0.018 || shifted / 2.2 - plank < 0.003;
      const own = noise(plank * 7.3, row * 5.1, 3);
      const fibre = noise(x * 3, row * 9 + z * 46, plank) * 0.6 + noise(x * 12, z * 90, plank) * 0.4;
      const tone = tinted([0.46, 0.29, 0.155], [0.3, 0.17, 0.08], 0.45 * own + 0.55 * fibre);
      return joint ? [0.12, 0.065, 0.03] : tone;
    },
    mirror: 0.035,
    rough: 0.55,
  };
  const plaster: Material = {
    colour: (x, y, z) =>
      tinted([0.66, 0.6, 0.51], [0.6, 0.54, 0.455], noise(x * 1.4, y * 1.6, z) * 0.7 + noise(x * 25, y * 25, z) * 0.3),
    mirror: 0.01,
    rough: 1,
  };
  const print: Material = {
    colour: (x, y) => {
      const [u, v] = [x + 1.9, y - 2.55];
      if (Math.abs(u) > 0.44 || Math.abs(v) > 0.6) return [0.8, 0.77, 0.71];
      if (Math.hypot(u + 0.05, v - 0.2) < 0.2) return [0.68, 0.25, 0.11];
      return v < -0.08 + 0.12 * Math.sin(u * 6 + 1)
        ? v < -0.3 + 0.1 * Math.sin(u * 5)
          ? [0.09, 0.15, 0.14]
          : [0.2, 0.3, 0.27]
        : [0.74, 0.64, 0.5];
    },
    mirror: 0.02,
    rough: 0.8,
  };
  const walnut: Material = {
    colour: (x, y, z) => tinted([0.24, 0.125, 0.06], [0.13, 0.06, 0.028], noise(x * 2.5, y * 40, z * 40) * 0.8),
    mirror: 0.035,
    rough: 0.5,
  };
  const rug: Material = {
    colour: (x, y, z) => {
      const stripe = Math.abs(Math.abs(x - 0.2) - 1.75) < 0.05 || Math.abs(Math.abs(x - 0.2) - 1.6) < 0.02;
      return tinted(
        stripe ? [0.36, 0.2, 0.13] : [0.66, 0.6, 0.5],
        [0.5, 0.44, 0.36],
        noise(x * 60, y * 60, z * 60) * 0.8,
      );
    },
    mirror: 0.005,
    rough: 1,
  };
  const ceramic = plain([0.72, 0.69, 0.63], 0.04, 0.5);
  const wall = -1.6;
  const boardTop = 0.95;
  const sideboard = union(
    move(box(0.98, 0.3, 0.32, 0.015), -1.95, 0.64, wall + 0.36),
    ...[-2.8, -1.1].flatMap((x) => [
      rod([x, 0, wall + 0.6], [x, 0.4, wall + 0.55], 0.025, 0.035),
      rod([x, 0, wall + 0.14], [x, 0.4, wall + 0.18], 0.025, 0.035),
    ]),
  );
  const vase = move(
    lathe(
      [
        [0, 0.02],
        [0.12, 0.02],
        [0.2, 0.16],
        [0.19, 0.3],
        [0.08, 0.42],
        [0.075, 0.5],
        [0.1, 0.54],
        [0, 0.54],
      ],
      0.012,
    ),
    -2.3,
    boardTop,
    wall + 0.36,
  );
  const twigs = union(
    ...[
      [-0.3, 0.75, 0.1],
      [0.05, 0.95, 0],
      [0.3, 0.7, 0.12],
      [-0.1, 0.85, -0.08],
      [0.42, 0.5, 0],
    ].map(([x = 0, y = 0, z = 0]) =>
      rod([-2.3, boardTop + 0.5, wall + 0.36], [-2.3 + x, boardTop + 0.5 + y, wall + 0.36 + z], 0.009, 0.006),
    ),
  );
  const seeds = union(
    ...[
      [-0.3, 0.75, 0.1],
      [0.05, 0.95, 0],
      [0.3, 0.7, 0.12],
      [-0.1, 0.85, -0.08],
      [0.42, 0.5, 0],
    ].flatMap(([x = 0, y = 0, z = 0]) =>
      [0.62, 0.74, 0.86, 0.97].map((share, n) =>
        move(
          ellipsoid(0.045, 0.06, 0.03),
          -2.3 + x * share + (n % 2 ? 0.04 : -0.04),
          boardTop + 0.5 + y * share,
          wall + 0.36 + z * share,
        ),
      ),
    ),
  );
  const books = union(
    move(box(0.26, 0.035, 0.18, 0.01), -1.4, boardTop + 0.03, wall + 0.38),
    move(box(0.22, 0.03, 0.16, 0.01), -1.42, boardTop + 0.095, wall + 0.38),
  );
  const curtain: Distance = (x, y, z) =>
    box(0.42, 2.4, 0.05, 0.04)(x - 3.15, y - 2.2, z - wall - 0.28 - 0.07 * Math.sin(x * 21)) * 0.5;
  const linen = plain([0.78, 0.74, 0.66], 0.01, 1);
  return {
    parts: [
      part((_x, y) => y, oakFloor, [0, -50, 0], 52.5),
      part((_x, _y, z) => z - wall, plaster, [0, 0, wall - 50], 51.5),
      part(
        move(box(9, 0.09, 0.02, 0.008), 0, 0.09, wall + 0.02),
        plain([0.74, 0.7, 0.62], 0.02, 0.7),
        [0, 0.09, wall],
        9.2,
      ),
      part(move(box(1.95, 0.016, 1.0, 0.01), 0.2, 0.012, 0.62), rug, [0.2, 0, 0.62], 2.3),
      part(sideboard, walnut, [-1.95, 0.5, wall + 0.36], 1.25),
      part(vase, ceramic, [-2.3, 1.2, wall + 0.36], 0.42),
      part(twigs, plain([0.3, 0.2, 0.11], 0.02, 0.9), [-2.25, 1.9, wall + 0.36], 0.75),
      part(seeds, plain([0.6, 0.42, 0.22], 0.02, 0.9), [-2.2, 2.05, wall + 0.36], 0.75),
      part(books, plain([0.4, 0.16, 0.1], 0.02, 0.8), [-1.4, boardTop + 0.06, wall + 0.38], 0.4),
      part(
        move(box(0.62, 0.78, 0.025, 0.008), -1.9, 2.55, wall + 0.02),
        plain([0.16, 0.09, 0.045], 0.03, 0.5),
        [-1.9, 2.55, wall],
        1.05,
      ),
      part(move(box(0.57, 0.73, 0.02, 0.004), -1.9, 2.55, wall + 0.035), print, [-1.9, 2.55, wall], 0.98),
      part(curtain, linen, [3.15, 2.2, wall + 0.28], 2.5),
    ],
    eye: [0.15, 1.9, 6.6],
    target: [0.05, 1.1, 0],
    view: 0.62,
    key: [0.95, 0.9, 0.75],
    backdrop: null,
    light: [0.85, 0.5, 0.24],
    patch: (x, y, z) => {
      const slant = z < wall + 0.06 ? x - y * 0.42 : x + z * 0.5;
      const pane = Math.abs(((slant + 20.25) % 0.95) - 0.475) < 0.41 && slant > -0.5 && slant < 2.35;
      const soft = 1.25 - 0.09 * Math.hypot(x - 1.2, y - 1.2);
      return z < wall + 0.06 && pane && y > 0.55 && y < 2.75 ? soft * 1.26 : soft;
    },
  };
}
