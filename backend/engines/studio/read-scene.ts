import { fromPicture, type Picture } from './picture.ts';

/** What a picture of a place tells about standing something in it. Shares count from the left and from the top. */
export interface Scene {
  /** Where the floor or table top begins, 0 – 1; null: no clear edge. */
  readonly floor: number | null;
  /** Where the light comes from: −1 left, 1 right. */
  readonly lightFrom: number;
  /** Mean colour. */
  readonly colour: readonly [red: number, green: number, blue: number];
  /** Mean brightness of the upper tenth of all pixels, 0 – 255: what a white thing would look like there. */
  readonly white: number;
  /** How much goes on around a place, 0 (even) – 1: mean contrast in a window. */
  busyness(left: number, top: number, width: number, height: number): number;
}

/** Pixels along the longer side at which a scene is read. */
const SIDE = 192;

export async function readScene(picture: Picture): Promise<Scene> {
  const { data, info } = await fromPicture(picture)
    .flatten({ background: '#ffffff' })
    .resize(SIDE, SIDE, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const luma = new Float32Array(width * height);
  const colour: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < luma.length; at += 1) {
    const [red, green, blue] = [data[at * 3] ?? 0, data[at * 3 + 1] ?? 0, data[at * 3 + 2] ?? 0];
    luma[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    colour[0] += red / luma.length;
    colour[1] += green / luma.length;
    colour[2] += blue / luma.length;
  }
  const sorted = Float32Array.from(luma).sort();
  return {
    floor: findFloor(luma, width, height),
    lightFrom: findLight(luma, width, height),
    colour,
    white: sorted[Math.floor(sorted.length * 0.92)] ?? 255,
    busyness: (left, top, w, h) => contrastIn(luma, width, height, left, top, w, h),
  };
}

/**
 * The horizontal edge that most of the picture's columns share, between 35 % and 82 % of its height: where wall meets
 * floor, or a table top begins.
 */
function findFloor(luma: Float32Array, width: number, height: number): number | null {
  const blocks = 16;
  const reach = Math.max(2, Math.round(height * 0.02));
  const meanOf = (block: number, row: number): number => {
    let [sum, count] = [0, 0];
    const [from, to] = [Math.floor((block * width) / blocks), Math.floor(((block + 1) * width) / blocks)];
    for (let x = from; x < to; x += 1) {
      sum += luma[row * width + x] ?? 0;
      count += 1;
    }
    return sum / Math.max(1, count);
  };
  let best = { row: -1, score: 0 };
  for (let row = Math.floor(height * 0.35); row < height * 0.82; row += 1) {
    const steps: number[] = [];
    for (let block = 0; block < blocks; block += 1) {
      steps.push(Math.abs(meanOf(block, Math.min(height - 1, row + reach)) - meanOf(block, row - reach)));
    }
    steps.sort((one, other) => one - other);
    const shared = steps[Math.floor(blocks * 0.45)] ?? 0;
    const score = shared * (1 - Math.abs(row / height - 0.64) * 0.8);
    if (score > best.score) best = { row, score };
  }
  return best.score > 7 ? best.row / height : null;
}

/** Compares the brightness of the outer thirds above the middle. */
function findLight(luma: Float32Array, width: number, height: number): number {
  const third = Math.max(1, Math.floor(width / 3));
  let [left, right] = [1, 1];
  for (let y = 0; y < height * 0.7; y += 1) {
    for (let x = 0; x < third; x += 1) {
      left += luma[y * width + x] ?? 0;
      right += luma[y * width + width - 1 - x] ?? 0;
    }
  }
  return Math.max(-1, Math.min(1, ((right - left) / (right + left)) * 4));
}

function contrastIn(
  luma: Float32Array,
  width: number,
  height: number,
  left: number,
  top: number,
  w: number,
  h: number,
): number {
  let [sum, count] = [0, 0];
  for (let y = Math.max(1, Math.floor(top * height)); y < Math.min(height, (top + h) * height); y += 1) {
    for (let x = Math.max(1, Math.floor(left * width)); x < Math.min(width, (left + w) * width); x += 1) {
      const here = luma[y * width + x] ?? 0;
      sum += Math.abs(here - (luma[y * width + x - 1] ?? 0)) + Math.abs(here - (luma[(y - 1) * width + x] ?? 0));
      count += 1;
    }
  }
  return count === 0 ? 1 : Math.min(1, sum / count / 60);
}
