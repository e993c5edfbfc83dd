import type { RgbImage } from '../../../../../backend/engines/studio/cutout/cut-out.ts';

type Colour = readonly [number, number, number];
type Paint = (x: number, y: number) => Colour;

export interface Picture {
  readonly image: RgbImage;
  /** 1 where the object covers the pixel's middle. */
  readonly mask: Uint8Array;
}

/** A backdrop that gets a little darker away from the light. */
export function lit(colour: Colour): Paint {
  return (x, y) => {
    const light = 1 - 0.08 * ((x / 260 - 0.4) ** 2 + (y / 260 - 0.3) ** 2);
    return [colour[0] * light, colour[1] * light, colour[2] * light];
  };
}

/** Paints an object on a backdrop, each pixel the mean of 3 × 3 places, with repeatable sensor noise. */
export function paint(
  width: number,
  height: number,
  backdrop: Paint,
  inside: (x: number, y: number) => boolean,
  object: Colour | Paint,
  noise = 1.5,
): Picture {
  const paintObject = typeof object === 'function' ? object : () => object;
  const data = new Uint8Array(width * height * 3);
  const mask = new Uint8Array(width * height);
  let state = 12345;
  const wobble = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 4294967296 - 0.5) * 3.46 * noise;
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const sum = [0, 0, 0];
      for (let k = 0; k < 9; k++) {
        const px = x + (k % 3) / 3 + 1 / 6;
        const py = y + Math.floor(k / 3) / 3 + 1 / 6;
        const colour = inside(px, py) ? paintObject(px, py) : backdrop(px, py);
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (colour[c] ?? 0) / 9;
      }
      if (inside(x + 0.5, y + 0.5)) mask[i] = 1;
      for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.max(0, Math.min(255, Math.round((sum[c] ?? 0) + wobble())));
    }
  }
  return { image: { data, width, height }, mask };
}
