import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { grow } from './morphology.ts';

const { hypot, max, min, sqrt } = Math;

/** What was decided about areas that the flood could not reach. Areas in work pixels. */
export interface EnclosedVerdict {
  readonly opened: number;
  /** Area of regions that might be either: a white label, or a hole. */
  readonly unsure: number;
}

interface Region {
  area: number;
  red: number;
  green: number;
  blue: number;
  squares: number;
  border: number;
  /** Border pixels beyond which something clearly different begins at once. */
  sharp: number;
  /** Border pixels beyond which there is shade: the background's colour, darker. */
  shaded: number;
  /** Border pixels shared with known background, and how many of them lie on an outline. */
  shared: number;
  barred: number;
}

/**
 * Opens the background that shows through the object (a handle, a chair's back, leaves), region by region. A hole has the
 * background's colour and noise all over and ends at a sharp edge; a white label or a lit patch of a white shirt does not.
 * @param shade pixels that look like the background in shadow.
 */
export function openEnclosedRegions(
  background: Uint8Array,
  shade: Uint8Array,
  maps: Differences,
  limits: Limits,
): EnclosedVerdict {
  const { width, height } = maps;
  const candidates = candidatePixels(background, maps, limits);
  const { labels, areas } = connectedComponents(candidates, width, height);
  const regions = areas.map(emptyRegion);
  measure(regions, labels, background, shade, maps, limits);
  const verdicts = regions.map((region) => judge(region, limits));
  const area = (verdict: Verdict) => areas.reduce((sum, n, label) => (verdicts[label] === verdict ? sum + n : sum), 0);
  const rim = new Uint8Array(background.length);
  const fresh = new Uint8Array(background.length);
  for (let i = 0; i < background.length; i++) {
    if (verdicts[labels[i] ?? 0] === 'hole') fresh[i] = 1;
    rim[i] = background[i] === 0 && (maps.fine[i] ?? 0) < limits.fine * 1.5 ? 1 : 0;
  }
  grow(fresh, rim, width, height, 2);
  for (let i = 0; i < background.length; i++) if (fresh[i] === 1) background[i] = 1;
  return { opened: area('hole'), unsure: area('unsure') };
}

function candidatePixels(background: Uint8Array, maps: Differences, limits: Limits): Uint8Array {
  const out = new Uint8Array(background.length);
  for (let i = 0; i < out.length; i++) {
    if (background[i] === 1) continue;
    // Where the neighbourhood fits, one noisy pixel is no border.
    if ((maps.fine[i] ?? 0) < limits.fine * 1.25 || (maps.coarse[i] ?? 0) < limits.coarse * 0.7) out[i] = 1;
  }
  return out;
}

function emptyRegion(area: number): Region {
  return { area, red: 0, green: 0, blue: 0, squares: 0, border: 0, sharp: 0, shaded: 0, shared: 0, barred: 0 };
}

function measure(
  regions: readonly Region[],
  labels: Int32Array,
  background: Uint8Array,
  shade: Uint8Array,
  maps: Differences,
  limits: Limits,
) {
  const { width, height, fine } = maps;
  const clear = limits.fine * 2 + 4;
  const farthest = 3;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] ?? 0;
      const region = label === 0 ? undefined : regions[label];
      if (!region) continue;
      const d = fine[i] ?? 0;
      region.red += maps.red[i] ?? 0;
      region.green += maps.green[i] ?? 0;
      region.blue += maps.blue[i] ?? 0;
      region.squares += d * d;
      const look = (to: number, room: number) => {
        if (room < 1 || labels[i + to] === label) return;
        region.border++;
        if (background[i + to] === 1) {
          region.shared++;
          if ((maps.faintEdge[i] ?? 0) > limits.faintEdge || (maps.edge[i] ?? 0) > limits.edge) region.barred++;
          return;
        }
        const reach = min(farthest, room);
        let most = 0;
        for (let n = 1; n <= reach; n++) most = max(most, fine[i + to * n] ?? 0);
        if (most > clear) region.sharp++;
        else if (shade[i + to * reach] === 1) region.shaded++;
      };
      look(-1, x);
      look(1, width - 1 - x);
      look(-width, y);
      look(width, height - 1 - y);
    }
  }
}

type Verdict = 'hole' | 'object' | 'unsure';

function judge(region: Region, limits: Limits): Verdict {
  if (region.area < 4) return 'object';
  const own = region.border - region.shared;
  const sharp = own > 0 ? region.sharp / own : 1;
  const closed = own > 0 ? (region.sharp + region.shaded) / own : 1;
  const barred = region.shared > 0 ? region.barred / region.shared : 0;
  if (barred > 0.5 && region.shared > region.border * 0.1 && sharp < 0.8) return 'object';
  const offset = hypot(region.red, region.green, region.blue) / region.area / sqrt(3);
  const spread = sqrt(max(0, region.squares / region.area - offset * offset));
  if (region.area < 60) return sharp > 0.75 ? 'hole' : 'object';
  // Fitting means: the whole of it is as near to the background as the background itself, give or take its noise.
  const apart = offset / limits.coarse;
  const uneven = spread / limits.coarse;
  if (apart < 0.35 && sharp > 0.65) return 'hole';
  if (apart < 0.16 && sharp > 0.35 && region.area > 300) return 'hole';
  if (apart < 0.75 && sharp > 0.65 && uneven < 0.7) return 'hole';
  // Partly in the object's shadow.
  if (apart < 0.38 && sharp > 0.25 && closed > 0.9 && uneven < 0.85) return 'hole';
  return apart < 0.75 && sharp > 0.55 ? 'unsure' : 'object';
}
