import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import type { EnclosedVerdict } from './enclosed-regions.ts';

const { min, sqrt } = Math;

/** The thickest part of an object, in work pixels, across which light and shade are expected to go on. */
const thickest = 60;

interface Opening {
  area: number;
  border: number;
  sharp: number;
  /** Border pixels that have background on the far side of the object, and how many of them match it. */
  seen: number;
  alike: number;
}

/**
 * Opens enclosed areas that lie partly or wholly in shadow (under a chair's seat, in a ring). Such an area is the
 * background darkened, ends sharply at the object, and goes on in the same colour on the other side of it; a label does
 * not. Call it when the cast shadow already belongs to the background.
 */
export function openShadedOpenings(
  background: Uint8Array,
  shade: Uint8Array,
  maps: Differences,
  limits: Limits,
): EnclosedVerdict {
  const { width, height } = maps;
  const dim = new Uint8Array(background.length);
  for (let i = 0; i < dim.length; i++) {
    if (background[i] === 0 && (shade[i] === 1 || (maps.fine[i] ?? 0) < limits.fine * 1.25)) dim[i] = 1;
  }
  const { labels, areas } = connectedComponents(dim, width, height);
  const openings: Opening[] = areas.map((area) => ({ area, border: 0, sharp: 0, seen: 0, alike: 0 }));
  const apart = (i: number, j: number) => {
    const r = (maps.red[i] ?? 0) - (maps.red[j] ?? 0);
    const g = (maps.green[i] ?? 0) - (maps.green[j] ?? 0);
    const b = (maps.blue[i] ?? 0) - (maps.blue[j] ?? 0);
    return sqrt((r * r + g * g + b * b) / 3);
  };
  const clear = limits.fine * 1.3 + 3;
  const same = limits.fine * 0.9 + 1;
  const look = (opening: Opening, i: number, to: number, room: number, behind: number) => {
    if (room < 4 || behind < 2 || dim[i + to] === 1 || background[i + to] === 1) return;
    opening.border++;
    for (let n = 1; n <= 4; n++) {
      if (apart(i - to, i + to * n) < clear) continue;
      opening.sharp++;
      break;
    }
    const last = min(thickest, room - 2);
    for (let n = 2; n <= last; n++) {
      if (background[i + to * n] !== 1) continue;
      const there = i + to * (n + 2);
      if (background[there] !== 1) return;
      opening.seen++;
      if (apart(i - to * 2, there) < same + 0.08 * (maps.coarse[there] ?? 0)) opening.alike++;
      return;
    }
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] ?? 0;
      const opening = label === 0 ? undefined : openings[label];
      if (!opening || opening.area < 60) continue;
      look(opening, i, -1, x, width - 1 - x);
      look(opening, i, 1, width - 1 - x, x);
      look(opening, i, -width, y, height - 1 - y);
      look(opening, i, width, height - 1 - y, y);
    }
  }
  const open = openings.map(
    (o, label) =>
      label > 0 && o.area >= 60 && o.sharp > o.border * 0.65 && o.seen > o.border * 0.12 && o.alike > o.seen * 0.4,
  );
  let opened = 0;
  let unsure = 0;
  openings.forEach((o, label) => {
    if (open[label] || o.area < 60 || o.seen < o.border * 0.12) return;
    if (o.sharp > o.border * 0.6 && o.alike > o.seen * 0.1) unsure += o.area;
  });
  for (let i = 0; i < dim.length; i++) {
    if (!open[labels[i] ?? 0]) continue;
    background[i] = 1;
    opened++;
  }
  return { opened, unsure };
}
