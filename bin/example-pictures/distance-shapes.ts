/**
 * Shapes as signed distances: negative inside, positive outside, in scene units (a product is about two units tall, y
 * up, the ground at 0). Formulas after Inigo Quilez, "3D SDF functions".
 */
export type Distance = (x: number, y: number, z: number) => number;

export const union =
  (...shapes: readonly Distance[]): Distance =>
  (x, y, z) =>
    shapes.reduce((nearest, shape) => Math.min(nearest, shape(x, y, z)), 1e9);

/** Two shapes that flow into each other over a width of `k`. */
export const blend =
  (one: Distance, other: Distance, k: number): Distance =>
  (x, y, z) => {
    const [a, b] = [one(x, y, z), other(x, y, z)];
    const share = Math.max(k - Math.abs(a - b), 0) / k;
    return Math.min(a, b) - share * share * k * 0.25;
  };

/** The first without the second. */
export const without =
  (one: Distance, other: Distance): Distance =>
  (x, y, z) =>
    Math.max(one(x, y, z), -other(x, y, z));

export const move =
  (shape: Distance, dx: number, dy: number, dz: number): Distance =>
  (x, y, z) =>
    shape(x - dx, y - dy, z - dz);

/** Turns counter-clockwise as seen along the axis, radians. */
export const turn = (shape: Distance, axis: 'x' | 'y' | 'z', angle: number): Distance => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  if (axis === 'x') return (x, y, z) => shape(x, c * y + s * z, c * z - s * y);
  if (axis === 'y') return (x, y, z) => shape(c * x - s * z, y, s * x + c * z);
  return (x, y, z) => shape(c * x + s * y, c * y - s * x, z);
};

export const sphere =
  (radius: number): Distance =>
  (x, y, z) =>
    Math.hypot(x, y, z) - radius;

export const ellipsoid =
  (a: number, b: number, c: number): Distance =>
  (x, y, z) => {
    const near = Math.hypot(x / a, y / b, z / c);
    const slope = Math.hypot(x / (a * a), y / (b * b), z / (c * c));
    return slope < 1e-6 ? -Math.min(a, b, c) : (near * (near - 1)) / slope;
  };

/** Half sizes; edges rounded. */
export const box =
  (a: number, b: number, c: number, round = 0.02): Distance =>
  (x, y, z) => {
    const [qx, qy, qz] = [Math.abs(x) - a + round, Math.abs(y) - b + round, Math.abs(z) - c + round];
    const outside = Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0));
    return outside + Math.min(Math.max(qx, qy, qz), 0) - round;
  };

/** Around y, from −half to half; edges rounded. */
export const cylinder =
  (radius: number, half: number, round = 0.02): Distance =>
  (x, y, z) => {
    const [dr, dy] = [Math.hypot(x, z) - radius + round, Math.abs(y) - half + round];
    return Math.min(Math.max(dr, dy), 0) + Math.hypot(Math.max(dr, 0), Math.max(dy, 0)) - round;
  };

/** A tapered rod from one point to another. */
export function rod(
  [ax, ay, az]: readonly [number, number, number],
  [bx, by, bz]: readonly [number, number, number],
  from: number,
  to = from,
): Distance {
  const [dx, dy, dz] = [bx - ax, by - ay, bz - az];
  const length = dx * dx + dy * dy + dz * dz;
  return (x, y, z) => {
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy + (z - az) * dz) / length));
    return Math.hypot(x - ax - dx * share, y - ay - dy * share, z - az - dz * share) - from - (to - from) * share;
  };
}

/** A ring in the x–y plane, its tube an ellipse (`deep` along z); stretched by `stretch` along y. */
export const ring =
  (radius: number, tube: number, deep = tube, stretch = 0): Distance =>
  (x, y, z) => {
    const up = y - Math.max(-stretch, Math.min(stretch, y));
    const away = Math.hypot(x, up) - radius;
    const ratio = tube / deep;
    return (Math.hypot(away, z * ratio) - tube) / Math.max(1, ratio);
  };

/** A body of revolution around y: radius by height, straight between the points, open or closed as the points say. */
export function lathe(profile: readonly (readonly [radius: number, height: number])[], round = 0): Distance {
  return (x, y, z) => {
    const r = Math.hypot(x, z);
    let nearest = 1e9;
    let inside = false;
    for (let at = 0; at < profile.length; at += 1) {
      const [ar, ay] = profile[at] ?? [0, 0];
      const [br, by] = profile[(at + 1) % profile.length] ?? [0, 0];
      const [er, ey, wr, wy] = [br - ar, by - ay, r - ar, y - ay];
      const share = Math.max(0, Math.min(1, (wr * er + wy * ey) / (er * er + ey * ey + 1e-12)));
      const [dr, dy] = [wr - er * share, wy - ey * share];
      nearest = Math.min(nearest, dr * dr + dy * dy);
      if (ay > y !== by > y && r < (er * (y - ay)) / ey + ar) inside = !inside;
    }
    return (inside ? -Math.sqrt(nearest) : Math.sqrt(nearest)) - round;
  };
}

/** Smooth value noise, 0 – 1, the same everywhere. */
export function noise(x: number, y: number, z: number): number {
  const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [fx, fy, fz] = [smooth(x - ix), smooth(y - iy), smooth(z - iz)];
  const layer = (k: number): number =>
    mix(mix(cell(ix, iy, k), cell(ix + 1, iy, k), fx), mix(cell(ix, iy + 1, k), cell(ix + 1, iy + 1, k), fx), fy);
  return mix(layer(iz), layer(iz + 1), fz);
}

const smooth = (share: number): number => share * share * (3 - 2 * share);
export const mix = (from: number, to: number, share: number): number => from + (to - from) * share;

/** A number between 0 and 1 for a cell of the lattice. */
export function cell(x: number, y: number, z: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(z, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}
