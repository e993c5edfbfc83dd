const { ceil, floor, max, min } = Math;

/** Cells along the longer side of the grid that the question is settled on. */
const cellsAlong = 110;

/** The question "shadow or object?" on a grid of cells. */
export interface ShadowOdds {
  readonly across: number;
  /** Work pixels along a cell's side. */
  readonly size: number;
  /** Per cell, how much speaks for background: 0 object – 1 background. */
  readonly background: Float32Array;
}

/**
 * How much speaks for background, for each pixel that could be either shadow or object: sure background and sure object
 * send current through the undecided pixels, which conduct well where the light changes slowly and badly where it
 * changes at once. A narrow leak in a pale object's outline lets little through; a shadow's long soft rim lets all through.
 * @param undecided per pixel how well it passes for shadow, 0 not at all – 1 perfectly; ignored on background.
 * @param crispness per pixel how much sharper the change of colour is than a shadow's rim, in multiples of the noise.
 */
export function shadowOdds(
  background: Uint8Array,
  undecided: Float32Array,
  crispness: Float32Array,
  width: number,
  height: number,
): ShadowOdds {
  const size = max(1, ceil(max(width, height) / cellsAlong));
  const across = ceil(width / size);
  const down = ceil(height / size);
  const grid = { across, down, size };
  const right = links(crispness, width, height, grid, false);
  const below = links(crispness, width, height, grid, true);
  const count = across * down;
  const toBackground = new Float32Array(count);
  const toObject = new Float32Array(count);
  for (let y = 0, i = 0; y < height; y++) {
    const row = floor(y / size) * across;
    for (let x = 0; x < width; x++, i++) {
      const cell = row + floor(x / size);
      if (background[i] === 1) toBackground[cell] = (toBackground[cell] ?? 0) + 1;
      else toObject[cell] = (toObject[cell] ?? 0) + 1 - (undecided[i] ?? 0);
    }
  }
  const share = 1 / (size * size);
  const sums = new Float32Array(count);
  const fixed = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const forBackground = 4 * (toBackground[k] ?? 0) * share;
    const forObject = 4 * (toObject[k] ?? 0) * share + objectPrior;
    fixed[k] = forBackground;
    const left = k % across > 0 ? (right[k - 1] ?? 0) : 0;
    const above = k >= across ? (below[k - across] ?? 0) : 0;
    sums[k] = forBackground + forObject + (right[k] ?? 0) + (below[k] ?? 0) + left + above;
  }
  return { across, size, background: bestAround(settle(fixed, sums, right, below, across, down), across, down) };
}

/** Without other news an undecided pixel is object: shadow is never far from the background. */
const objectPrior = 0.01;
/** Crispness up to here is noise; beyond it the light hardly gets through. */
const noiseCrispness = 0.4;
const rounds = 160;

/** Over-relaxation until the potentials settle. */
function settle(
  fixed: Float32Array,
  sums: Float32Array,
  right: Float32Array,
  below: Float32Array,
  across: number,
  down: number,
): Float32Array {
  const odds = new Float32Array(fixed.length);
  for (let k = 0; k < odds.length; k++) odds[k] = (fixed[k] ?? 0) > 0.5 ? 1 : 0.5;
  const push = 1.85;
  for (let round = 0; round < rounds; round++) {
    for (let y = 0, k = 0; y < down; y++) {
      for (let x = 0; x < across; x++, k++) {
        let flow = fixed[k] ?? 0;
        if (x > 0) flow += (right[k - 1] ?? 0) * (odds[k - 1] ?? 0);
        if (x < across - 1) flow += (right[k] ?? 0) * (odds[k + 1] ?? 0);
        if (y > 0) flow += (below[k - across] ?? 0) * (odds[k - across] ?? 0);
        if (y < down - 1) flow += (below[k] ?? 0) * (odds[k + across] ?? 0);
        const now = odds[k] ?? 0;
        odds[k] = now + push * (flow / (sums[k] ?? 1) - now);
      }
    }
  }
  return odds;
}

interface Grid {
  readonly across: number;
  readonly down: number;
  readonly size: number;
}

/**
 * How well each cell conducts to the next one (to its right, or below): along each line of pixels through the two the
 * crispest place decides, and the lines conduct side by side. So a cell that an outline runs through stands alone.
 */
function links(crispness: Float32Array, width: number, height: number, grid: Grid, upright: boolean): Float32Array {
  const { across, down, size } = grid;
  const out = new Float32Array(across * down);
  const cells = upright ? down : across;
  const along = upright ? height : width;
  const aside = upright ? width : height;
  const step = upright ? width : 1;
  const hop = upright ? 1 : width;
  for (let a = 0; a < aside; a++) {
    const line = floor(a / size);
    let before = 1e9;
    for (let cell = 0, n = 0, i = a * hop; cell < cells; cell++) {
      let worst = 0;
      for (const end = min(along, n + size); n < end; n++, i += step) {
        const c = crispness[i] ?? 0;
        if (c > worst) worst = c;
      }
      const crispest = max(before, worst);
      before = worst;
      if (cell === 0) continue;
      const k = upright ? (cell - 1) * across + line : line * across + cell - 1;
      out[k] = (out[k] ?? 0) + 1 / (1 + 30 * max(0, crispest - noiseCrispness) ** 2) / size;
    }
  }
  return out;
}

/** A cell that an outline runs through has no say of its own: each takes the best odds around it. */
function bestAround(odds: Float32Array, across: number, down: number): Float32Array {
  const out = new Float32Array(odds.length);
  for (let y = 0, k = 0; y < down; y++) {
    for (let x = 0; x < across; x++, k++) {
      let best = 0;
      for (let v = max(0, y - 1); v <= min(down - 1, y + 1); v++) {
        for (let u = max(0, x - 1); u <= min(across - 1, x + 1); u++) best = max(best, odds[v * across + u] ?? 0);
      }
      out[k] = best;
    }
  }
  return out;
}
