/** One measured figure beside the number that it should hold (docs: "Numbers to hold"). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with in the same run, e.g. a bare loop; null where the figure stands alone. */
  readonly baseline: number | null;
  readonly hold: { readonly atMost?: number; readonly atLeast?: number };
}

/** Whether the figure holds; shown, never asserted: machines differ. */
export function holds({ value, hold }: Figure): boolean {
  return (hold.atMost === undefined || value <= hold.atMost) && (hold.atLeast === undefined || value >= hold.atLeast);
}

/** A table for people. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.baseline === null ? '' : `${round(figure.baseline)}`,
    figure.hold.atMost === undefined ? `≥ ${figure.hold.atLeast}` : `≤ ${figure.hold.atMost}`,
    holds(figure) ? 'holds' : 'MISSED',
  ]);
  const all = [['figure', 'measured', 'baseline', 'to hold', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, '');
}
