/** One measured figure beside the number that it should hold (docs/benchmarks.md). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with in the same run, e.g. a bare loop; null where the figure stands alone. */
  readonly baseline: number | null;
  /** Empty: only shown. */
  readonly hold: { readonly atMost?: number; readonly atLeast?: number };
}

/** Whether the figure holds; shown, never asserted: machines differ. */
export function holds({ value, hold }: Figure): boolean {
  return (hold.atMost === undefined || value <= hold.atMost) && (hold.atLeast === undefined || value >= hold.atLeast);
}

/** A table for people. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const wanted = wantedOf(figure);
    return [
      figure.name,
      `${rounded(figure.value)} ${figure.unit}`,
      figure.baseline === null ? '' : rounded(figure.baseline),
      wanted,
      wanted === '' ? '' : holds(figure) ? 'holds' : 'MISSED',
    ];
  });
  const all = [['figure', 'measured', 'baseline', 'to hold', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function wantedOf({ hold }: Figure): string {
  if (hold.atMost !== undefined) return `≤ ${hold.atMost}`;
  return hold.atLeast === undefined ? '' : `≥ ${hold.atLeast}`;
}

function rounded(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return String(Number(value.toPrecision(3)));
}
