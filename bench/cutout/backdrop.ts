import type { Rgb } from './paint.ts';
import { random } from './random.ts';

/** What stands behind the object. Plain ones are one lit colour; the others must be warned about. */
export interface BackdropSpec {
  readonly colour: Rgb;
  /** Brightness lost from the best lit place to the worst, as a share. */
  readonly falloff: number;
  /** How much darker the corners are. */
  readonly vignette: number;
  /** A sweep: the floor is this much brighter or darker than the wall, over a soft horizon. */
  readonly horizon: number;
  readonly pattern: 'plain' | 'wood' | 'grass' | 'bricks' | 'room' | 'bokeh' | 'stripes' | 'cloth';
}

/** @returns RGB interleaved, not clipped (what burns out is clipped by the camera). */
export function backdrop(spec: BackdropSpec, width: number, height: number, seed: number): Float32Array {
  const r = random(seed + 5);
  const lightX = r.between(0.2, 0.8);
  const lightY = r.between(0.1, 0.6);
  const horizonY = r.between(0.55, 0.8);
  const pattern = patternOf(spec.pattern, seed);
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const v = y / height;
    const floor = 1 + spec.horizon / (1 + Math.exp(-(v - horizonY) * 40));
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const fromLight = (u - lightX) ** 2 + (v - lightY) ** 2;
      const fromCentre = (u - 0.5) ** 2 + (v - 0.5) ** 2;
      const light =
        floor *
        (1 - spec.falloff * (1 - Math.exp(-fromLight * 1.8))) *
        (1 - spec.vignette * fromCentre * fromCentre * 4);
      const [p0, p1, p2] = pattern(u, v);
      const o = (y * width + x) * 3;
      out[o] = spec.colour[0] * light * p0;
      out[o + 1] = spec.colour[1] * light * p1;
      out[o + 2] = spec.colour[2] * light * p2;
    }
  }
  return out;
}

function patternOf(name: BackdropSpec['pattern'], seed: number): (u: number, v: number) => Rgb {
  const r = random(seed + 9);
  const wave = Array.from({ length: 12 }, () => [r.between(-40, 40), r.between(-40, 40), r.between(0, 6)] as const);
  const cloud = (u: number, v: number, zoom: number) =>
    wave.reduce((sum, [a, b, c]) => sum + Math.sin((u * a + v * b) * zoom + c), 0) / 6;
  switch (name) {
    case 'plain':
      return () => [1, 1, 1];
    case 'wood':
      return (u, v) => {
        const grain = 0.8 + 0.16 * Math.sin(v * 160 + 5 * cloud(u, v, 0.15)) + 0.06 * cloud(u * 0.2, v, 6);
        const gap = (v * 7) % 1 < 0.02 ? 0.5 : 1;
        return [grain * gap, grain * gap * 0.78, grain * gap * 0.55];
      };
    case 'grass':
      return (u, v) => {
        const blade = 0.65 + 0.3 * cloud(u, v, 5);
        return [blade * 0.55, blade * 0.85, blade * 0.35];
      };
    case 'bricks':
      return (u, v) => {
        const row = Math.floor(v * 12);
        const mortar = (v * 12) % 1 < 0.1 || (u * 6 + (row % 2) * 0.5) % 1 < 0.05;
        const tone = mortar ? 0.85 : 0.6 + 0.1 * Math.sin(row * 12.9 + Math.floor(u * 6 + (row % 2) * 0.5) * 78.2);
        return mortar ? [tone, tone, tone] : [tone, tone * 0.6, tone * 0.5];
      };
    case 'room':
      return (u, v) => {
        if (v > 0.7) return [0.55 + 0.05 * Math.sin(u * 90), 0.42, 0.3];
        if (u > 0.1 && u < 0.35 && v > 0.1 && v < 0.5) return [0.75, 0.88, 1.05];
        if (u > 0.7 && u < 0.78 && v > 0.2) return [0.35, 0.3, 0.28];
        return [0.85, 0.83, 0.78];
      };
    case 'bokeh':
      return (u, v) => {
        const soft = 0.55 + 0.35 * cloud(u, v, 0.35);
        return [soft, 0.5 + 0.35 * cloud(v, u, 0.3), 0.45 + 0.3 * cloud(u + 1, v, 0.4)];
      };
    case 'stripes':
      return (u, v) => (((u + v * 0.3) * 9) % 1 < 0.5 ? [1, 0.95, 0.9] : [0.6, 0.75, 0.85]);
    case 'cloth':
      return (u, v) => {
        const fold = 0.82 + 0.14 * cloud(u, v, 0.4) + 0.03 * Math.sin(u * 700) * Math.sin(v * 700);
        return [fold, fold, fold];
      };
  }
}
