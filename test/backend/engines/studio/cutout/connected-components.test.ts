import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { connectedComponents } from '../../../../../backend/engines/studio/cutout/connected-components.ts';

/** Painter's way: from each pixel not yet reached, all that it reaches by sides. */
function byWalking(mask: Uint8Array, width: number, height: number): { labels: number[]; areas: number[] } {
  const labels = new Array<number>(mask.length).fill(0);
  const areas = [0];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== 1 || labels[start] !== 0) continue;
    const label = areas.length;
    areas.push(0);
    const open = [start];
    labels[start] = label;
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      areas[label] = (areas[label] ?? 0) + 1;
      const x = i % width;
      const y = Math.floor(i / width);
      const around = [
        x > 0 ? i - 1 : i,
        x < width - 1 ? i + 1 : i,
        y > 0 ? i - width : i,
        y < height - 1 ? i + width : i,
      ];
      for (const j of around) {
        if (mask[j] !== 1 || labels[j] !== 0) continue;
        labels[j] = label;
        open.push(j);
      }
    }
  }
  return { labels, areas };
}

describe('connected areas', () => {
  test('are those that walking finds, in the same order', () => {
    const masks = fc
      .tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 13 }))
      .chain(([width, height]) =>
        fc.tuple(fc.constant(width), fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 })),
      );
    fc.assert(
      fc.property(masks, ([width, mask]) => {
        const height = mask.length / width;
        const found = connectedComponents(mask, width, height);
        const expected = byWalking(mask, width, height);
        expect([...found.labels]).toEqual(expected.labels);
        expect([...found.areas]).toEqual(expected.areas);
      }),
      { numRuns: 150 },
    );
  });

  test('of the other value are those of the mask turned round', () => {
    const mask = Uint8Array.from([0, 1, 0, 0, 1, 0]);
    expect([...connectedComponents(mask, 3, 2, 0).labels]).toEqual([1, 0, 2, 1, 0, 2]);
  });
});
