import {
  blend,
  box,
  cylinder,
  type Distance,
  ellipsoid,
  lathe,
  mix,
  move,
  noise,
  ring,
  rod,
  sphere,
  turn,
  union,
  without,
} from './distance-shapes.ts';
import type { Material, PhotoSet, Vector } from './photograph.ts';
import { part, plain, spin, studioSet, tinted, wood } from './set-parts.ts';

export function mug(): PhotoSet {
  const wall = lathe(
    [
      [0, 0.05],
      [0.6, 0.05],
      [0.68, 0.13],
      [0.7, 1.5],
      [0.63, 1.5],
      [0.61, 0.24],
      [0.5, 0.16],
      [0, 0.16],
    ],
    0.028,
  );
  const handle = move(ring(0.3, 0.085, 0.12, 0.14), 0.8, 0.79, 0);
  const hollow = move(cylinder(0.62, 0.8, 0.05), 0, 1, 0);
  const shape = turn(without(blend(wall, handle, 0.12), hollow), 'y', 0.42);
  const glaze: Material = {
    colour: (x, y, z) => {
      const edge = 0.5 + 0.05 * noise(x * 3, 1, z * 3) - y;
      const speck = noise(x * 42, y * 42, z * 42) > 0.83 ? 0.55 : 0;
      const clay = tinted([0.52, 0.36, 0.24], [0.36, 0.23, 0.14], noise(x * 30, y * 30, z * 30) * 0.7);
      const blue = tinted([0.13, 0.27, 0.32], [0.2, 0.36, 0.4], noise(x * 4, y * 6, z * 4));
      return edge > 0 ? clay : tinted(blue, [0.05, 0.1, 0.12], speck);
    },
    mirror: 0.045,
    rough: 0.16,
  };
  return studioSet([part(shape, glaze, [0.1, 0.78, 0], 1.35)], { target: [0.1, 0.74, 0], view: 0.42 });
}

export function bottle(): PhotoSet {
  const shoulder = Array.from({ length: 15 }, (_, at): readonly [number, number] => {
    const share = at / 14;
    return [mix(0.44, 0.165, share * share * (3 - 2 * share)), 1.14 + share * 0.52];
  });
  const glass = lathe([[0, 0.03], [0.38, 0.03], [0.42, 0.06], [0.44, 0.1], ...shoulder, [0.165, 1.9], [0, 1.9]], 0.025);
  const amber: Material = {
    colour: (x, y) => {
      const rim = Math.min(1, Math.abs(x) / 0.46) ** 3;
      const filled = y < 1.22 ? 1 : 0.55;
      return tinted([0.42 - 0.1 * filled, 0.16 - 0.06 * filled, 0.025], [0.1, 0.03, 0.006], rim);
    },
    mirror: 0.06,
    rough: 0.04,
  };
  const label: Material = {
    colour: (x, y, z) => {
      const angle = Math.atan2(x, z);
      const row = (at: number, half: number, wide: number): boolean =>
        Math.abs(y - at) < half && Math.abs(angle) < wide;
      const ink = row(0.88, 0.045, 0.42) || row(0.74, 0.012, 0.5) || row(0.66, 0.012, 0.36) || row(0.44, 0.01, 0.22);
      const band = Math.abs(y - 1.0) < 0.012 || Math.abs(y - 0.34) < 0.012;
      return ink ? [0.1, 0.09, 0.08] : band ? [0.55, 0.36, 0.16] : [0.8, 0.76, 0.67];
    },
    mirror: 0.02,
    rough: 0.9,
  };
  const cap = move(cylinder(0.185, 0.16, 0.03), 0, 2.02, 0);
  return studioSet(
    [
      part(glass, amber, [0, 0.97, 0], 1.08),
      part(move(cylinder(0.474, 0.4, 0.006), 0, 0.67, 0), label, [0, 0.67, 0], 0.66),
      part(cap, plain([0.02, 0.02, 0.022], 0.045, 0.35), [0, 2.02, 0], 0.3),
    ],
    { target: [0, 1.05, 0], view: 0.46, backdrop: [0.86, 0.84, 0.81] },
  );
}

export function chair(): PhotoSet {
  const leg = (x: number, z: number, top: number): Distance =>
    rod([x * 1.16, 0.03, z * 1.16], [x, top, z], 0.035, 0.055);
  const seat = move(box(0.52, 0.045, 0.5, 0.045), 0, 0.95, 0);
  const legs = union(
    leg(0.4, 0.38, 0.94),
    leg(-0.4, 0.38, 0.94),
    rod([0.46, 0.03, -0.5], [0.4, 1.9, -0.46], 0.036, 0.045),
    rod([-0.46, 0.03, -0.5], [-0.4, 1.9, -0.46], 0.036, 0.045),
  );
  const slat =
    (y: number, half: number): Distance =>
    (x, py, z) =>
      box(0.4, half, 0.022, 0.02)(x, py - y, z + 0.52 - 0.22 * x * x - 0.04) * 0.85;
  const bars = union(
    rod([-0.43, 0.42, 0.42], [-0.44, 0.42, -0.46], 0.024),
    rod([0.43, 0.42, 0.42], [0.44, 0.42, -0.46], 0.024),
    rod([-0.43, 0.42, 0], [0.43, 0.42, 0], 0.024),
  );
  const oak = wood([0.62, 0.42, 0.24], [0.38, 0.22, 0.1], 'y');
  const across = wood([0.6, 0.4, 0.22], [0.38, 0.22, 0.1], 'x');
  const slats = union(slat(1.74, 0.11), slat(1.44, 0.06), slat(1.22, 0.06));
  return studioSet(
    [
      spin(seat, across, -0.55, [0, 0.95, 0], 0.78),
      spin(union(legs, bars), oak, -0.55, [0, 0.95, 0], 1.3),
      spin(slats, across, -0.55, [0, 1.5, 0], 0.95),
    ],
    { target: [0, 0.92, 0], view: 0.42, backdrop: [0.86, 0.865, 0.87] },
  );
}

export function tote(): PhotoSet {
  const body: Distance = (x, y, z) => {
    const share = Math.max(0, Math.min(1, y / 1.3));
    const slack = 0.03 * Math.sin(x * 3.1) * share;
    return box(0.66 + 0.08 * share, 0.62, 0.3 - 0.16 * share, 0.09)(x, y - 0.66, z + slack) * 0.8;
  };
  const strap = (z: number): Distance =>
    move(without(ring(0.32, 0.032, 0.05, 0.16), move(box(1, 0.5, 1, 0), 0, -0.62, 0)), 0, 1.36, z);
  const leather: Material = {
    colour: (x, y, z) => {
      const grain = noise(x * 70, y * 70, z * 70);
      const wear = noise(x * 3, y * 3, z * 3);
      const stitch = Math.abs(Math.abs(x) - 0.6 - 0.05 * (y / 1.3)) < 0.006 && Math.sin(y * 110) > -0.2 && z > 0;
      const seam = Math.abs(y - 1.14) < 0.006 && Math.sin(x * 110) > -0.2 && z > 0;
      return stitch || seam
        ? [0.72, 0.55, 0.34]
        : tinted([0.36, 0.16, 0.065], [0.24, 0.095, 0.035], 0.55 * wear + 0.35 * grain);
    },
    mirror: 0.03,
    rough: 0.62,
  };
  const brass = plain([0.85, 0.62, 0.28], 0.6, 0.25);
  const rivets = union(...[-0.32, 0.32].map((x) => move(sphere(0.036), x, 1.06, 0.2)));
  return studioSet(
    [
      spin(body, leather, 0.4, [0, 0.66, 0], 1.05),
      spin(union(strap(0.13), strap(-0.13)), leather, 0.4, [0, 1.4, 0], 0.72),
      spin(rivets, brass, 0.4, [0, 1.06, 0], 0.5),
    ],
    { target: [0, 0.9, 0], view: 0.42, backdrop: [0.885, 0.875, 0.86] },
  );
}

export function teapot(): PhotoSet {
  const body = blend(move(ellipsoid(0.72, 0.56, 0.72), 0, 0.6, 0), move(cylinder(0.4, 0.06, 0.03), 0, 0.08, 0), 0.12);
  const spout = union(
    ...[0, 1, 2, 3, 4, 5].map((n) => {
      const at = (t: number): Vector => [0.55 + 0.5 * t, 0.5 + 0.12 * t + 0.42 * t * t, 0];
      return rod(at(n / 6), at((n + 1) / 6), 0.17 - 0.016 * n, 0.154 - 0.016 * n);
    }),
  );
  const handle = move(ring(0.36, 0.06, 0.085, 0.04), -0.78, 0.68, 0);
  const shell = blend(blend(body, spout, 0.1), handle, 0.08);
  const lid = blend(move(ellipsoid(0.36, 0.13, 0.36), 0, 1.09, 0), move(sphere(0.095), 0, 1.29, 0), 0.08);
  const groove = move(ring(0.365, 0.014), 0, 0, 0);
  const glaze: Material = {
    colour: (x, y, z) =>
      tinted(
        [0.62, 0.2, 0.12],
        [0.46, 0.12, 0.075],
        noise(x * 3, y * 4, z * 3) + (noise(x * 50, y * 50, z * 50) > 0.85 ? 0.4 : 0),
      ),
    mirror: 0.05,
    rough: 0.1,
  };
  const rim = move(turn(groove, 'x', Math.PI / 2), 0, 1.115, 0);
  return studioSet([spin(without(union(shell, lid), rim), glaze, -0.3, [0, 0.7, 0], 1.4)], {
    target: [0.02, 0.66, 0],
    view: 0.42,
    backdrop: [0.87, 0.86, 0.845],
  });
}
