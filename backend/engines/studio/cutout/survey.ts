import { connectedComponents } from './connected-components.ts';
import { differenceMaps, type Limits, limitsOn } from './difference-maps.ts';
import { type BackgroundFit, fitBackground } from './fit-background.ts';
import { floodBackground } from './flood-background.ts';
import { subtractSurface, type Window } from './robust-surface.ts';
import {
  type Cropped,
  crop,
  overviewPixels,
  type Planes,
  type RgbImage,
  type WorkImage,
  workImage,
} from './work-image.ts';

const { ceil, floor, max, min } = Math;

/** What a small copy of the picture tells: the light, and roughly where the object is. */
export interface Survey {
  readonly fit: BackgroundFit;
  /** The small copy without the fitted light. */
  readonly flat: Planes;
  readonly limits: Limits;
  /** 1 where the small copy is background beyond doubt. */
  readonly background: Uint8Array;
}

export function survey(image: RgbImage): Survey {
  const small = workImage(image, overviewPixels);
  const fit = fitBackground(small);
  const flat = subtractSurface(small, fit.surface);
  const maps = differenceMaps(flat, small.step === 1);
  const limits = limitsOn(maps, fit.plain);
  return { fit, flat, limits, background: floodBackground(maps, limits) };
}

/** Room around the object, as a share of the picture's longer side: enough to know the background there. */
const margin = 0.06;
/** Smaller spots in the small copy are dust. */
const leastSpot = 6;

/** The part of the picture that has the object and its shadow in it. */
export function objectPart(image: RgbImage, { flat, background }: Survey): Cropped {
  const { width, height } = flat;
  const { labels, areas } = connectedComponents(background, width, height, 0);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((areas[labels[i] ?? 0] ?? 0) < leastSpot) continue;
      left = min(left, x);
      right = max(right, x);
      top = min(top, y);
      bottom = max(bottom, y);
    }
  }
  if (right < 0) return crop(image, 0, 0, image.width, image.height);
  const room = margin * max(width, height) + 4;
  const scaleX = image.width / width;
  const scaleY = image.height / height;
  const x0 = floor(max(0, left - room) * scaleX);
  const y0 = floor(max(0, top - room) * scaleY);
  const x1 = min(image.width, ceil((right + 1 + room) * scaleX));
  const y1 = min(image.height, ceil((bottom + 1 + room) * scaleY));
  return crop(image, x0, y0, x1 - x0, y1 - y0);
}

export function windowOf(part: Cropped, image: RgbImage): Window {
  return {
    left: part.left / image.width,
    top: part.top / image.height,
    width: part.image.width / image.width,
    height: part.image.height / image.height,
  };
}

/** Some thousand work pixels of the part that are known background, spread evenly; its border's where too few are known. */
export function knownBackground({ flat, background }: Survey, work: WorkImage, window: Window): Int32Array {
  const { width, height } = work;
  const known: number[] = [];
  const border: number[] = [];
  const every = 1 + 2 * floor((width * height) / 10_000);
  for (let i = 0; i < width * height; i += every) {
    const x = i % width;
    const y = floor(i / width);
    const u = floor((window.left + (window.width * (x + 0.5)) / width) * flat.width);
    const v = floor((window.top + (window.height * (y + 0.5)) / height) * flat.height);
    if (background[min(flat.height - 1, v) * flat.width + min(flat.width - 1, u)] === 1) known.push(i);
    if (min(x, y, width - 1 - x, height - 1 - y) < 4) border.push(i);
  }
  return Int32Array.from(known.length > 500 || border.length === 0 ? known : border);
}
