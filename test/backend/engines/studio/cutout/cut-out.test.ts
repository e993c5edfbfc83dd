import { describe, expect, test } from '@jest/globals';
import { cutOut, doubtMessage } from '../../../../../backend/engines/studio/cutout/cut-out.ts';
import { lit, type Picture, paint } from './small-pictures.ts';

const side = 260;
const disc = (cx: number, cy: number, r: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < r;
const ring = (x: number, y: number) => disc(130, 130, 80)(x, y) && !disc(130, 130, 50)(x, y);

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

describe('a plain background', () => {
  test('is removed behind a solid object, under uneven light', () => {
    const picture = paint(side, side, lit([214, 208, 200]), disc(130, 140, 70), [150, 40, 50]);
    expect(iou(picture)).toBeGreaterThan(0.98);
  });

  test('is removed where the object encloses it', () => {
    expect(iou(paint(side, side, lit([235, 235, 235]), ring, [40, 80, 150]))).toBeGreaterThan(0.97);
  });

  test('is removed with the shadow on it', () => {
    const shaded: typeof lit = (colour) => (x, y) => {
      const shadow = 1 - 0.3 * Math.exp(-(((x - 160) / 60) ** 2) - ((y - 205) / 18) ** 2);
      const c = lit(colour)(x, y);
      return [c[0] * shadow, c[1] * shadow, c[2] * shadow];
    };
    expect(iou(paint(side, side, shaded([228, 226, 222]), disc(130, 130, 70), [40, 90, 60]))).toBeGreaterThan(0.96);
  });

  test('keeps a pale label on a dark object', () => {
    const inLabel = (x: number, y: number) => x > 105 && x < 155 && y > 100 && y < 160;
    const picture = paint(side, side, lit([246, 246, 246]), disc(130, 130, 85), (x, y) =>
      inLabel(x, y) ? [232 - x / 12, 230 - x / 12, 222 - x / 12] : [60, 50, 90],
    );
    expect(iou(picture)).toBeGreaterThan(0.97);
  });

  test('is transparent in the corners; the object is opaque in its middle, in its own colour', () => {
    const { data, width, height } = cutOut(
      paint(side, side, lit([90, 150, 130]), disc(130, 130, 60), [220, 180, 60]).image,
    );
    for (const i of [0, width - 1, (height - 1) * width, height * width - 1]) expect(data[i * 4 + 3]).toBe(0);
    const middle = (130 * width + 130) * 4;
    expect(data[middle + 3]).toBe(255);
    expect(Math.abs((data[middle] ?? 0) - 220)).toBeLessThan(12);
  });

  test('leaves none of its colour in the edge', () => {
    const { data } = cutOut(paint(side, side, lit([40, 200, 60]), disc(130, 130, 60), [200, 40, 160]).image);
    for (let i = 0; i < data.length; i += 4) {
      const alpha = data[i + 3] ?? 0;
      if (alpha > 100 && alpha < 255) expect(data[i + 1]).toBeLessThan(110);
    }
  });
});

describe('the result', () => {
  test('has the size of the picture, a tight box, and is the same every time', () => {
    const { image } = paint(200, 150, lit([240, 240, 240]), disc(90, 80, 40), [30, 30, 30]);
    const first = cutOut(image);
    expect([first.width, first.height, first.data.length]).toEqual([200, 150, 200 * 150 * 4]);
    expect(Buffer.compare(Buffer.from(first.data), Buffer.from(cutOut(image).data))).toBe(0);
    expect(Math.abs(first.box.left - 50)).toBeLessThan(3);
    expect(Math.abs(first.box.width - 80)).toBeLessThan(6);
    expect(first.doubt).toBeNull();
    expect(first.coverage).toBeCloseTo((Math.PI * 1600) / 30_000, 1);
    expect(first.confidence).toBeGreaterThan(0.7);
  });

  test.each([
    [1, 1],
    [1, 9],
    [2, 2],
    [3, 40],
    [17, 5],
  ])('of a %i × %i picture has its size', (width, height) => {
    const { image } = paint(width, height, lit([200, 200, 200]), (x) => x > width / 2, [20, 20, 20]);
    expect(cutOut(image).data.length).toBe(width * height * 4);
  });
});

describe('doubt', () => {
  test('nothing_found when there is nothing but background', () => {
    const none = () => false;
    expect(cutOut(paint(90, 90, () => [250, 250, 250], none, [0, 0, 0], 0).image).doubt).toBe('nothing_found');
    expect(cutOut(paint(90, 90, lit([120, 130, 140]), none, [0, 0, 0]).image).doubt).toBe('nothing_found');
  });

  test('is raised on a background with a pattern', () => {
    const checks = (x: number, y: number) => ((x >> 4) + (y >> 4)) % 2;
    const tiles = (x: number, y: number): [number, number, number] =>
      checks(x, y) ? [200, 180, 150] : [120, 140, 170];
    const grain = (x: number, y: number): [number, number, number] => {
      const tone = 120 + 50 * Math.sin(x * 1.7 + Math.sin(y * 0.9) * 2) * Math.sin(y * 1.3);
      return [tone, tone * 0.8, tone * 0.6];
    };
    expect(cutOut(paint(150, 150, tiles, disc(75, 75, 35), [200, 30, 30]).image).doubt).not.toBeNull();
    expect(cutOut(paint(150, 150, grain, disc(75, 75, 35), [200, 30, 30]).image).doubt).not.toBeNull();
  });

  test('has a plain sentence for the row', () => {
    expect(doubtMessage('not_plain')).toMatch(/background is not plain/);
  });
});
