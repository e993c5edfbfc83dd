import { cutOut } from '../../backend/engines/studio/cutout/cut-out.ts';
import type { Half } from './make-set.ts';
import { plainThreshold } from './plain-threshold.ts';
import { alphaOf, score } from './score.ts';
import type { TakenPicture } from './stored-scenes.ts';

export interface About {
  readonly half: Half | 'folder';
  readonly kind: string;
  readonly name: string;
  readonly expected: 'good' | 'warned';
}

/** One picture's figures. */
export interface Row extends About {
  readonly megapixels: number;
  readonly iou: number;
  /** Mean absolute error of alpha, 0–1. */
  readonly alphaError: number;
  /** What a plain threshold on the distance from the border's colour gets. */
  readonly baselineIou: number;
  /** Processor time of the cut-out alone. */
  readonly ms: number;
  readonly doubt: string | null;
  readonly confidence: number;
  readonly signs: Readonly<Record<string, number>>;
}

export function measure(about: About, { data, width, height, mask }: TakenPicture): Row {
  // Processor time of this thread: other work on the machine does not count.
  const before = process.threadCpuUsage();
  const result = cutOut({ data, width, height });
  const used = process.threadCpuUsage(before);
  const { iou, mae } = score(alphaOf(result.data), mask);
  return {
    ...about,
    megapixels: (width * height) / 1e6,
    iou,
    alphaError: mae,
    baselineIou: score(plainThreshold(data, width, height), mask).iou,
    ms: (used.user + used.system) / 1000,
    doubt: result.doubt,
    confidence: result.confidence,
    signs: { ...result.signs },
  };
}
