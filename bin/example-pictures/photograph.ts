import type { Distance } from './distance-shapes.ts';

export type Vector = readonly [x: number, y: number, z: number];

export interface Material {
  /** Linear light, 0 – 1. */
  readonly colour: Vector | ((x: number, y: number, z: number) => Vector);
  /** Share of light mirrored head-on; 0.04 is glaze, glass and plastic, 0.6 metal. */
  readonly mirror: number;
  /** 0 polished – 1 matte. */
  readonly rough: number;
}

/** A shape in one material; `centre` and `reach` are a sphere around it, which spares most of the work. */
export interface Part {
  readonly shape: Distance;
  readonly material: Material;
  readonly centre: Vector;
  readonly reach: number;
}

export interface PhotoSet {
  readonly parts: readonly Part[];
  readonly eye: Vector;
  readonly target: Vector;
  /** Of the picture's height, radians. */
  readonly view: number;
  /** Towards the key light. */
  readonly key: Vector;
  /** Linear colour of the seamless backdrop; null: the set has walls and floor of its own. */
  readonly backdrop: Vector | null;
  /** Strengths of key, sky and warm bounce. */
  readonly light: readonly [key: number, sky: number, bounce: number];
  /** Light of a place from elsewhere (a window's patch), multiplied in. */
  readonly patch?: (x: number, y: number, z: number) => number;
}

const norm = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** Works out each of three channels. */
const each = (channel: (c: 0 | 1 | 2) => number): Vector => [channel(0), channel(1), channel(2)];
const clamp = (value: number): number => Math.max(0, Math.min(1, value));

/** Renders linear colours, three floats a pixel; `samples` × `samples` rays a pixel. */
export function photograph(set: PhotoSet, width: number, height: number, samples: number): Float32Array {
  const forward = norm([set.target[0] - set.eye[0], set.target[1] - set.eye[1], set.target[2] - set.eye[2]]);
  const right = norm(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const scale = Math.tan(set.view / 2);
  const film = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const sx = (((x + ((sample % samples) + 0.5) / samples) / width) * 2 - 1) * scale * (width / height);
        const sy = (1 - ((y + (Math.floor(sample / samples) + 0.5) / samples) / height) * 2) * scale;
        const ray = norm([
          forward[0] + right[0] * sx + up[0] * sy,
          forward[1] + right[1] * sx + up[1] * sy,
          forward[2] + right[2] * sx + up[2] * sy,
        ]);
        const colour = look(set, set.eye, ray, x / width, y / height, 1);
        for (let c = 0; c < 3; c += 1)
          film[(y * width + x) * 3 + c] = (film[(y * width + x) * 3 + c] ?? 0) + (colour[c] ?? 0) / samples ** 2;
      }
    }
  }
  return film;
}

function nearest(parts: readonly Part[], x: number, y: number, z: number): number {
  let least = 1e9;
  for (const { shape, centre, reach } of parts) {
    const [dx, dy, dz] = [x - centre[0], y - centre[1], z - centre[2]];
    const bound = Math.sqrt(dx * dx + dy * dy + dz * dz) - reach;
    if (bound >= least) continue;
    const distance = bound > 0.4 ? bound + 0.05 : shape(x, y, z);
    if (distance < least) least = distance;
  }
  return least;
}

function march(parts: readonly Part[], from: Vector, ray: Vector, most: number): number | null {
  let t = 0.01;
  for (let step = 0; step < 160 && t < most; step += 1) {
    const distance = nearest(parts, from[0] + ray[0] * t, from[1] + ray[1] * t, from[2] + ray[2] * t);
    if (distance < 0.0006 * t) return t;
    t += distance * 0.85;
  }
  return null;
}

/** How much of a soft light arrives, 0 – 1; `k` small: a large lamp. */
function lit(parts: readonly Part[], from: Vector, ray: Vector, k: number): number {
  let least = 1;
  let t = 0.02;
  for (let step = 0; step < 70 && t < 7; step += 1) {
    const distance = nearest(parts, from[0] + ray[0] * t, from[1] + ray[1] * t, from[2] + ray[2] * t);
    least = Math.min(least, 0.5 + (0.5 * k * distance) / t);
    if (least <= 0) return 0;
    t += Math.max(0.02, Math.min(0.22, Math.abs(distance) * 0.8));
  }
  return least * least * (3 - 2 * least);
}

/** Openness of a place to the sky, 0 – 1. */
function open(parts: readonly Part[], [x, y, z]: Vector, [nx, ny, nz]: Vector): number {
  let closed = 0;
  let weight = 1;
  for (let step = 1; step <= 6; step += 1) {
    const reach = 0.015 + step * step * 0.014;
    closed += (reach - nearest(parts, x + nx * reach, y + ny * reach, z + nz * reach)) * weight;
    weight *= 0.78;
  }
  return clamp(1 - closed * 1.5);
}

function normalAt(parts: readonly Part[], [x, y, z]: Vector): Vector {
  const e = 0.0009;
  const f = (dx: number, dy: number, dz: number): number => nearest(parts, x + dx * e, y + dy * e, z + dz * e);
  const [a, b, c, d] = [f(1, -1, -1), f(-1, -1, 1), f(-1, 1, -1), f(1, 1, 1)];
  return norm([a - b - c + d, -a - b + c + d, -a + b - c + d]);
}

/** What a polished surface sees of the studio: a soft box at the left, a strip at the right, a bright ceiling. */
function studio([x, y, z]: Vector, rough: number): number {
  const soft = 0.08 + rough * 0.5;
  const edge = (value: number, from: number, to: number): number => clamp((value - from) / (to - from));
  const left =
    edge(-x, 0.5 - soft, 0.5 + soft) *
    edge(z + 0.75, -soft, soft) *
    edge(y + 0.1, -soft, soft) *
    edge(0.8 - y, -soft, soft);
  const strip = edge(x, 0.82 - soft, 0.82 + soft) * edge(z + 0.3, -soft, soft) * edge(y + 0.2, -soft, soft);
  return (
    0.32 +
    0.3 * clamp(y * 0.5 + 0.5) +
    left * 2.1 * (1 - rough * 0.6) +
    strip * 0.9 * (1 - rough * 0.6) +
    edge(y, 0.75, 1) * 0.5
  );
}

function look(set: PhotoSet, eye: Vector, ray: Vector, u: number, v: number, depth: number): Vector {
  const hit = march(set.parts, eye, ray, 30);
  const ground = set.backdrop !== null && ray[1] < -1e-4 ? -eye[1] / ray[1] : null;
  if (set.backdrop !== null && (hit === null || (ground !== null && ground < hit))) {
    return seamless(set, set.backdrop, eye, ray, ground, u, v);
  }
  if (hit === null) return [0.8, 0.8, 0.8];
  const place: Vector = [eye[0] + ray[0] * hit, eye[1] + ray[1] * hit, eye[2] + ray[2] * hit];
  const normal = normalAt(set.parts, place);
  const { material } = set.parts.reduce((best, part) => (part.shape(...place) < best.shape(...place) ? part : best));
  const colour = typeof material.colour === 'function' ? material.colour(...place) : material.colour;
  const start: Vector = [place[0] + normal[0] * 0.004, place[1] + normal[1] * 0.004, place[2] + normal[2] * 0.004];
  const key = norm(set.key);
  const facing = normal[0] * key[0] + normal[1] * key[1] + normal[2] * key[2];
  const direct = facing <= 0 ? 0 : facing * lit(set.parts, start, key, 5);
  const openness =
    open(set.parts, place, normal) *
    (set.backdrop === null ? 1 : 0.45 + 0.55 * clamp(place[1] * 2.5 + normal[1] * 0.5 + 0.5));
  const [keyLight, skyLight, bounceLight] = set.light;
  const sky = skyLight * (0.62 + 0.38 * normal[1]) * openness;
  const bounce = bounceLight * clamp(0.5 - 0.5 * normal[1]) * openness;
  const light = (keyLight * direct + sky + bounce) * (set.patch?.(...place) ?? 1);
  const along = ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2];
  const mirrored: Vector = [
    ray[0] - 2 * along * normal[0],
    ray[1] - 2 * along * normal[1],
    ray[2] - 2 * along * normal[2],
  ];
  const fresnel =
    (material.mirror + (1 - material.mirror) * (1 + along) ** 5 * (1 - material.rough * 0.9)) * (0.3 + 0.7 * openness);
  const sees = reflect(set, start, mirrored, material.rough, u, v, depth);
  const tint = material.mirror > 0.3 ? colour : ([1, 1, 1] as const);
  return each((c) => {
    const diffuse = colour[c] * light * (material.mirror > 0.3 ? 0.35 : 1);
    return diffuse * (1 - fresnel) + fresnel * sees[c] * tint[c];
  });
}

function reflect(
  set: PhotoSet,
  start: Vector,
  ray: Vector,
  rough: number,
  u: number,
  v: number,
  depth: number,
): Vector {
  if (depth > 0 && rough < 0.5 && set.backdrop !== null) {
    const hit = march(set.parts, start, ray, 4);
    if (hit !== null || ray[1] < -0.02) {
      const seen = look(set, start, ray, u, v, 0);
      const sky = studio(ray, rough);
      return hit !== null ? seen : each((c) => seen[c] * 0.8 + sky * 0.1);
    }
  }
  const brightness = studio(ray, rough) * (set.backdrop === null ? 0.55 : 1);
  return [brightness, brightness, brightness * 1.01];
}

/** Paper that runs from the table up the wall: its light depends on the place in the picture, its shadows on the set. */
function seamless(
  set: PhotoSet,
  paper: Vector,
  eye: Vector,
  ray: Vector,
  ground: number | null,
  u: number,
  v: number,
): Vector {
  const away = Math.hypot((u - 0.46) * 1.05, (v - 0.48) * 0.95);
  let light = 1 - 0.3 * clamp((away - 0.1) / 0.75) ** 1.6;
  if (ground !== null && ground < 14) {
    const place: Vector = [eye[0] + ray[0] * ground, 0, eye[2] + ray[2] * ground];
    const fade = clamp((14 - ground) / 5);
    const shadow = 1 - lit(set.parts, [place[0], 0.004, place[2]], norm(set.key), 3.2);
    const closed = 1 - open(set.parts, [place[0], 0.001, place[2]], [0, 1, 0]);
    light *= (1 - 0.34 * shadow * fade) * (1 - 0.62 * closed * fade);
  }
  return [paper[0] * light, paper[1] * light, paper[2] * light];
}
