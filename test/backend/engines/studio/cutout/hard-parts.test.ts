import { describe, expect, test } from '@jest/globals';
import { cutOut } from '../../../../../backend/engines/studio/cutout/cut-out.ts';
import { lit, type Picture, paint } from './small-pictures.ts';

const ground = [232, 232, 230] as const;

function iou(picture: Picture): number {
  const { data } = cutOut(picture.image);
  let both = 0;
  let either = 0;
  picture.mask.forEach((inside, i) => {
    const found = (data[i * 4 + 3] ?? 0) > 127;
    if (found && inside === 1) both++;
    if (found || inside === 1) either++;
  });
  return both / either;
}

describe('hard parts', () => {
  test('a body shaded like a shadow stays, though its foot melts into one', () => {
    // Darker towards its foot, and there as dark as the shadow it stands in.
    const inside = (x: number, y: number) => ((x - 90) / 55) ** 2 + ((y - 80) / 50) ** 2 < 1;
    const body = (_: number, y: number) => {
      const tone = Math.min(1, 0.98 - 0.38 * Math.max(0, (y - 50) / 80));
      return [200 * tone, 226 * tone, 210 * tone] as const;
    };
    const shaded = (x: number, y: number) => {
      const shadow = 1 - 0.35 * Math.exp(-(((x - 90) / 40) ** 2) - ((y - 132) / 7) ** 2);
      const [r, g, b] = lit(ground)(x, y);
      return [r * shadow, g * shadow, b * shadow] as const;
    };
    expect(iou(paint(180, 180, shaded, inside, body, 0.8))).toBeGreaterThan(0.95);
  });

  test('a mirror image on the table goes', () => {
    const foot = 110;
    const inside = (x: number, y: number) => x > 60 && x < 110 && y > 30 && y < foot;
    const table = (x: number, y: number) => {
      const [r, g, b] = lit(ground)(x, y);
      const strength = x > 60 && x < 110 && y >= foot ? 0.25 * Math.max(0, 1 - (y - foot) / 36) : 0;
      return [r + (150 - r) * strength, g + (40 - g) * strength, b + (40 - b) * strength] as const;
    };
    expect(iou(paint(170, 180, table, inside, [150, 40, 40]))).toBeGreaterThan(0.97);
  });

  test('gaps of two pixels between leaves are open', () => {
    const leaves = (x: number, y: number) => x > 30 && x < 150 && y > 40 && y < 140 && (x - 30) % 6 < 4;
    const stem = (x: number, y: number) => x > 30 && x < 150 && ((y > 39 && y < 42) || (y > 138 && y < 141));
    const fern = (x: number, y: number) => leaves(x, y) || stem(x, y);
    const picture = paint(180, 180, lit(ground), fern, [60, 110, 50]);
    expect(iou(picture)).toBeGreaterThan(0.9);
  });

  test('a small object in a corner of a large picture is at its place', () => {
    const inside = (x: number, y: number) => x > 500 && x < 560 && y > 20 && y < 70;
    const picture = paint(620, 300, lit(ground), inside, [30, 60, 120], 1);
    const { box, data } = cutOut(picture.image);
    expect(iou(picture)).toBeGreaterThan(0.96);
    expect(Math.abs(box.left - 500)).toBeLessThan(3);
    expect(Math.abs(box.top - 20)).toBeLessThan(3);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 0]);
  });
});
