import sharp from 'sharp';
import { type BackdropSpec, backdrop } from './backdrop.ts';
import { random } from './random.ts';
import type { Shape } from './shapes.ts';

/** Everything that makes a photograph of a shape unlike a drawing of it. Lengths are shares of the shorter side. */
export interface SceneSpec {
  readonly kind: string;
  readonly name: string;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly shape: Shape;
  /** Side of the object's 1000 × 1000 field. */
  readonly objectSize: number;
  /** Centre of the field, as shares of width and height. */
  readonly centre: readonly [number, number];
  readonly turn: number;
  readonly backdrop: BackdropSpec;
  /** Darkest part of the shadow that falls on the backdrop, 0 for none, and how soft it is. */
  readonly castShadow: number;
  readonly castBlur: number;
  readonly contactShadow: number;
  readonly reflection: number;
  /** Lens blur and sensor noise at the picture's own pixels. */
  readonly blur: number;
  readonly noise: number;
  readonly quality: number;
  /** Strength of the grain of the object's own surface. */
  readonly texture: number;
  readonly expected: 'good' | 'warned';
}

export interface Photograph {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 255 where the object is. */
  readonly mask: Uint8Array;
  readonly jpeg: Uint8Array;
}

/** Takes the picture: paints, lights, blurs, adds noise, and stores it as JPEG. */
export async function photograph(spec: SceneSpec): Promise<Photograph> {
  const { width, height } = spec;
  const count = width * height;
  const object = await layer(spec, placed(spec, spec.shape.body), 0);
  const frame = backdrop(spec.backdrop, width, height, spec.seed);
  if (spec.castShadow > 0) {
    await darken(spec, frame, castShadowBody(spec), spec.castBlur * Math.min(width, height), spec.castShadow);
  }
  if (spec.contactShadow > 0) {
    const foot = lowestRow(object, width, height);
    const body = `<ellipse cx="${foot.x}" cy="${foot.y}" rx="${foot.half * 1.05}" ry="${Math.max(2, foot.half * 0.09)}" fill="#000"/>`;
    await darken(spec, frame, body, foot.half * 0.05 + 1, spec.contactShadow);
  }
  if (spec.reflection > 0) mirror(object, frame, spec);
  const grain = surfaceGrain(spec);
  for (let i = 0; i < count; i++) {
    const alpha = (object[i * 4 + 3] ?? 0) / 255;
    if (alpha === 0) continue;
    const tone = 1 + spec.texture * grain(i % width, (i / width) | 0);
    for (let c = 0; c < 3; c++) {
      const under = frame[i * 3 + c] ?? 0;
      frame[i * 3 + c] = under + ((object[i * 4 + c] ?? 0) * tone - under) * alpha;
    }
  }
  const sharpFrame = Buffer.from(Uint8ClampedArray.from(frame));
  const raw = { width, height, channels: 3 as const };
  const blurred = spec.blur > 0.3 ? await sharp(sharpFrame, { raw }).blur(spec.blur).raw().toBuffer() : sharpFrame;
  const r = random(spec.seed + 77);
  const table = Float32Array.from({ length: 65536 }, () => r.normal());
  for (let i = 0; i < blurred.length; i++) {
    const v = blurred[i] ?? 0;
    const sensor = spec.noise * (0.6 + 0.4 * Math.sqrt(v / 255)) * (table[(r.next() * 65536) | 0] ?? 0);
    blurred[i] = Math.max(0, Math.min(255, Math.round(v + sensor)));
  }
  const jpeg = await sharp(blurred, { raw }).jpeg({ quality: spec.quality }).toBuffer();
  const data = await sharp(jpeg).removeAlpha().raw().toBuffer();
  // What is see-through (glass) still belongs to the object, so the truth is its outline, filled where painted at all.
  const mask = new Uint8Array(count);
  for (let i = 0; i < count; i++) mask[i] = Math.min(255, (object[i * 4 + 3] ?? 0) * (spec.kind === 'glass' ? 12 : 1));
  return { data, width, height, mask, jpeg };
}

function placed(spec: SceneSpec, body: string): string {
  const scale = (spec.objectSize * Math.min(spec.width, spec.height)) / 1000;
  const [x, y] = spec.centre;
  return `<g transform="translate(${x * spec.width} ${y * spec.height}) rotate(${spec.turn}) scale(${scale}) translate(-500 -500)">${body}</g>`;
}

/** The object's own outline, lying on the ground behind it. */
function castShadowBody(spec: SceneSpec): string {
  const lean = ((spec.seed % 7) - 3) * 12;
  const flat = 0.25 + (spec.seed % 5) * 0.08;
  const fallen = `<g transform="translate(500 925) skewX(${lean}) scale(1 ${flat}) translate(-500 -925)">${spec.shape.body}</g>`;
  return placed(spec, fallen);
}

async function layer(spec: SceneSpec, body: string, blur: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${spec.width}" height="${spec.height}"><defs>${spec.shape.defs}</defs>${body}</svg>`;
  let image = sharp(Buffer.from(svg), { unlimited: true }).ensureAlpha();
  if (blur > 0.3) image = image.blur(blur);
  return image.raw().toBuffer();
}

async function darken(spec: SceneSpec, frame: Float32Array, body: string, blur: number, strength: number) {
  const shade = await layer(spec, body, blur);
  for (let i = 0; i < spec.width * spec.height; i++) {
    const factor = 1 - (strength * (shade[i * 4 + 3] ?? 0)) / 255;
    for (let c = 0; c < 3; c++) frame[i * 3 + c] = (frame[i * 3 + c] ?? 0) * factor;
  }
}

function lowestRow(object: Uint8Array, width: number, height: number): { x: number; y: number; half: number } {
  let bottom = 0;
  for (let i = 0; i < width * height; i++) if ((object[i * 4 + 3] ?? 0) > 128) bottom = (i / width) | 0;
  let left = width;
  let right = 0;
  for (let y = Math.max(0, Math.round(bottom - height * 0.02)); y <= bottom; y++) {
    for (let x = 0; x < width; x++) {
      if ((object[(y * width + x) * 4 + 3] ?? 0) > 128) {
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
    }
  }
  return { x: (left + right) / 2, y: bottom, half: Math.max(4, (right - left) / 2) };
}

/** A shiny table: the object upside down under its foot, fading. */
function mirror(object: Uint8Array, frame: Float32Array, spec: SceneSpec) {
  const { width, height } = spec;
  const foot = lowestRow(object, width, height).y;
  const reach = height * 0.14;
  for (let y = foot + 1; y < Math.min(height, foot + reach); y++) {
    const fade = spec.reflection * (1 - (y - foot) / reach);
    for (let x = 0; x < width; x++) {
      const from = ((2 * foot - y) * width + x) * 4;
      const alpha = ((object[from + 3] ?? 0) / 255) * fade;
      for (let c = 0; c < 3; c++) {
        const o = (y * width + x) * 3 + c;
        frame[o] = (frame[o] ?? 0) * (1 - alpha) + (object[from + c] ?? 0) * alpha;
      }
    }
  }
}

function surfaceGrain(spec: SceneSpec): (x: number, y: number) => number {
  const unit = Math.min(spec.width, spec.height) / 1000;
  const weave = 0.7 + (spec.seed % 4) * 0.25;
  return (x, y) =>
    0.6 * Math.sin((x / unit) * weave) * Math.sin((y / unit) * weave * 0.9) +
    0.4 * Math.sin((x / unit) * 0.031 + Math.sin((y / unit) * 0.023 + spec.seed));
}
