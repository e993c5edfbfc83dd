import type { BatchView } from '../../shared/api.ts';

/** Where progress is written: a terminal's one live line, or plain lines. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const PLAIN_LINE_MS = 5_000;

/** Shows how far a batch is: rewrites one line on a terminal, prints a line every five seconds elsewhere. */
export class ProgressLine {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  #lastText = '';
  #lastPlain = Number.NEGATIVE_INFINITY;

  constructor(output: ProgressOutput, now: () => number) {
    this.#output = output;
    this.#now = now;
  }

  show(view: BatchView): void {
    const text = progressText(view);
    if (text === this.#lastText) return;
    if (this.#output.isTTY) this.#output.write(`\r\u001b[2K${text}`);
    else if (this.#now() - this.#lastPlain >= PLAIN_LINE_MS) {
      this.#output.write(`${text}\n`);
      this.#lastPlain = this.#now();
    } else return;
    this.#lastText = text;
  }

  /** Leaves the last state standing on a line of its own. */
  end(view: BatchView): void {
    const text = progressText(view);
    if (this.#output.isTTY) this.#output.write(`\r\u001b[2K${text}\n`);
    else if (text !== this.#lastText) this.#output.write(`${text}\n`);
    this.#lastText = text;
  }
}

/** `61 of 500 rows · 3 failed · 120 a minute · about 4 min left · $0.30`. */
export function progressText({ counts, ratePerMinute, secondsLeft, spentUsd }: BatchView): string {
  const ended = counts.completed + counts.failed + counts.cancelled;
  const parts = [`${ended} of ${counts.total} rows`];
  if (counts.reused > 0) parts.push(`${counts.reused} unchanged`);
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  if (counts.stopped > 0) parts.push(`${counts.stopped} stopped`);
  if (counts.waitingForBudget > 0) parts.push(`${counts.waitingForBudget} waiting for budget`);
  if (ended < counts.total && ratePerMinute) parts.push(`${Math.round(ratePerMinute)} a minute`);
  if (ended < counts.total && secondsLeft) parts.push(`about ${duration(secondsLeft)} left`);
  if (spentUsd > 0) parts.push(`$${spentUsd.toFixed(2)}`);
  return parts.join(' · ');
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
