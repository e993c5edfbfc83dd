import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { grow } from './morphology.ts';
import type { WorkImage } from './work-image.ts';

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
  coarse: number;
  inner: number;
  edge: number;
  border: number;
  sharp: number;
  /** Border pixels shared with known background, and how many of them lie on an outline. */
  shared: number;
  barred: number;
}

/**
 * Opens the background that shows through the object (a handle, a chair's back, leaves), region by region. A hole has the
 * background's colour and noise all over and ends at a sharp edge; a white label or a lit patch of a white shirt does not.
 */
export function openEnclosedRegions(
  background: Uint8Array,
  image: WorkImage,
  maps: Differences,
  limits: Limits,
): EnclosedVerdict {
  const { width, height } = maps;
  const candidates = candidatePixels(background, image, maps, limits);
  const { labels, areas } = connectedComponents(candidates, width, height);
  const regions = measure(labels, areas, background, maps, limits);
  const verdicts = regions.map((region) => judge(region, limits));
  let opened = 0;
  let unsure = 0;
  verdicts.forEach((verdict, label) => {
    if (verdict === 'hole') opened += areas[label] ?? 0;
    if (verdict === 'unsure') unsure += areas[label] ?? 0;
  });
  const rim = new Uint8Array(background.length);
  const fresh = new Uint8Array(background.length);
  for (let i = 0; i < background.length; i++) {
    if (verdicts[labels[i] ?? 0] === 'hole') fresh[i] = 1;
    rim[i] = background[i] === 0 && (maps.fine[i] ?? 0) < limits.fine * 1.5 ? 1 : 0;
  }
  grow(fresh, rim, width, height, 2);
  for (let i = 0; i < background.length; i++) if (fresh[i] === 1) background[i] = 1;
  return { opened, unsure };
}

function candidatePixels(background: Uint8Array, image: WorkImage, maps: Differences, limits: Limits): Uint8Array {
  const out = new Uint8Array(background.length);
  for (let i = 0; i < out.length; i++) {
    if (background[i] === 1) continue;
    const fine = maps.fine[i] ?? 0;
    if (fine < limits.fine * 1.25) {
      out[i] = 1;
      continue;
    }
    // Less light reaches a hole: allow the background's colour a little darker, where nothing changes.
    if ((maps.edge[i] ?? 0) > limits.edge) continue;
    const dr = maps.red[i] ?? 0;
    const dg = maps.green[i] ?? 0;
    const db = maps.blue[i] ?? 0;
    const r = dr / Math.max(8, (image.red[i] ?? 0) - dr);
    const g = dg / Math.max(8, (image.green[i] ?? 0) - dg);
    const b = db / Math.max(8, (image.blue[i] ?? 0) - db);
    const mean = (r + g + b) / 3;
    if (mean > 0 || mean < -0.15) continue;
    if (Math.max(Math.abs(r - mean), Math.abs(g - mean), Math.abs(b - mean)) < 0.025) out[i] = 1;
  }
  return out;
}

function measure(
  labels: Int32Array,
  areas: readonly number[],
  background: Uint8Array,
  maps: Differences,
  limits: Limits,
): Region[] {
  const { width, height, fine, coarse } = maps;
  const regions: Region[] = areas.map((area) => ({
    area,
    red: 0,
    green: 0,
    blue: 0,
    coarse: 0,
    inner: 0,
    edge: 0,
    border: 0,
    sharp: 0,
    shared: 0,
    barred: 0,
  }));
  const clear = limits.fine * 2 + 4;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] ?? 0;
      const region = label === 0 ? undefined : regions[label];
      if (!region) continue;
      region.red += maps.red[i] ?? 0;
      region.green += maps.green[i] ?? 0;
      region.blue += maps.blue[i] ?? 0;
      let borders = 0;
      let inside = 0;
      const look = (dx: number, dy: number) => {
        const X = x + dx;
        const Y = y + dy;
        if (X < 0 || Y < 0 || X >= width || Y >= height) return;
        const j = Y * width + X;
        if (labels[j] === label) {
          inside++;
          return;
        }
        borders++;
        region.border++;
        if (background[j] === 1) {
          region.shared++;
          if ((maps.faintEdge[i] ?? 0) > limits.faintEdge || (maps.edge[i] ?? 0) > limits.edge) region.barred++;
          return;
        }
        const farX = Math.max(0, Math.min(width - 1, x + 3 * dx));
        const farY = Math.max(0, Math.min(height - 1, y + 3 * dy));
        const near = fine[(y + dy) * width + x + dx] ?? 0;
        const mid = fine[Math.max(0, Math.min(height - 1, y + 2 * dy)) * width + Math.max(0, Math.min(width - 1, x + 2 * dx))] ?? 0;
        if (Math.max(near, mid, fine[farY * width + farX] ?? 0) > clear) region.sharp++;
      };
      look(-1, 0);
      look(1, 0);
      look(0, -1);
      look(0, 1);
      if (borders === 0 && inside === 4) {
        region.inner++;
        region.coarse += coarse[i] ?? 0;
        region.edge += maps.edge[i] ?? 0;
      }
    }
  }
  return regions;
}

function judge(region: Region, limits: Limits): 'hole' | 'object' | 'unsure' {
  if (region.area < 4) return 'object';
  const own = region.border - region.shared;
  const sharp = own > 0 ? region.sharp / own : 1;
  const barred = region.shared > 0 ? region.barred / region.shared : 0;
  if (region.shared > 0 && barred > 0.5 && region.shared > region.border * 0.1) return 'object';
  const mean =
    Math.hypot(region.red / region.area, region.green / region.area, region.blue / region.area) / Math.sqrt(3);
  if (sharp < 0.7) return 'object';
  if (mean < limits.coarse * 0.8 && sharp > 0.8) return 'hole';
  if (mean < limits.coarse * 3 && sharp > 0.9) return 'hole';
  return 'unsure';
}
