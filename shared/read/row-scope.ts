import { cellAddress } from '../a1.ts';
import type { Cell, TableRow } from '../cell.ts';
import type { Issue } from '../issue.ts';
import type { ReadContext } from '../reading.ts';
import type { TemplateColumn } from '../template.ts';
import { cellText, damageOf } from './cell-text.ts';
import { explainDamage } from './damaged-cell.ts';
import type { MatchedColumns } from './match-columns.ts';
import type { ValueReading } from './value-reading.ts';

/** What a field holds for one row, and where that comes from. */
export interface FieldValue {
  readonly name: string;
  /** The header as the person wrote it, or the template's name. */
  readonly header: string;
  readonly text: string;
  readonly origin: 'cell' | 'batch' | 'default';
  /** A1 address; null unless it is in a cell. */
  readonly cell: string | null;
}

/** All that does not change from row to row. */
export interface TableScope {
  readonly context: ReadContext;
  readonly matched: MatchedColumns;
  readonly columns: ReadonlyMap<string, TemplateColumn>;
}

/** One row while it is read: gives values in their order of precedence, and gathers what is wrong. */
export class RowScope {
  readonly table: TableScope;
  readonly row: TableRow;
  readonly issues: Issue[] = [];
  /** Columns that a placeholder named, by 0-based index. */
  readonly placeholderColumns = new Set<number>();
  private readonly damaged = new Set<string>();
  private readonly said = new Set<string>();

  constructor(table: TableScope, row: TableRow) {
    this.table = table;
    this.row = row;
  }

  get failed(): boolean {
    return this.issues.some((issue) => issue.severity === 'error');
  }

  cellOf(name: string): Cell | undefined {
    const index = this.table.matched.byField.get(name);
    return index === undefined ? undefined : this.row.cells[index];
  }

  /** The cell's value, else the batch setting, else the template's default; null where there is none. */
  value(name: string): FieldValue | null {
    const text = cellText(this.cellOf(name));
    if (text !== '') return this.field(name, text, 'cell');
    const batch = this.batchSetting(name);
    if (batch !== '') return this.field(name, batch, 'batch');
    const preset = this.table.columns.get(name)?.default ?? '';
    return preset === '' ? null : this.field(name, preset, 'default');
  }

  /** As {@link value}, and an error where there is none. */
  need(name: string, why = 'is required'): FieldValue | null {
    const value = this.value(name);
    if (value === null && !this.damaged.has(name)) this.error(name, missing(this.table, name, this.row.number, why));
    return value;
  }

  /** The value as `reader` understands it; undefined where there is none or it is wrong (then an error is noted). */
  read<T>(name: string, reader: (text: string) => ValueReading<T>): T | undefined {
    const value = this.value(name);
    if (value === null || this.damaged.has(name)) return undefined;
    const reading = reader(value.text);
    if (!reading.ok) {
      const guess = reading.suggestion === undefined ? '' : ` Did you mean ${reading.suggestion}?`;
      this.error(value, `${holds(value)}; ${value.header} ${reading.allowed}.${guess}`, reading.suggestion);
      return undefined;
    }
    if (reading.readAs !== undefined) {
      this.warn(value, `${holds(value)}, which was read as ${reading.readAs}.`, reading.readAs);
    }
    return reading.value;
  }

  /** Notes an error at the field's cell. `repair` is the value that one click writes there. */
  error(at: string | FieldValue, message: string, repair?: string): void {
    this.note('error', at, message, repair);
  }

  warn(at: string | FieldValue, message: string, repair?: string): void {
    this.note('warning', at, message, repair);
  }

  /** Errors for all that a spreadsheet damaged in the template's columns, whether or not it would be used. */
  checkDamage(): void {
    for (const [name, index] of this.table.matched.byField) {
      const cell = this.row.cells[index];
      const column = this.table.columns.get(name);
      if (cell === undefined || cell === '' || column === undefined) continue;
      const bare = typeof cell === 'number' && column.kind.type === 'aspect_ratio' && cell > 0 && cell < 1;
      const damage = bare ? { kind: 'time' as const, shown: String(cell) } : damageOf(cell);
      if (damage === null) continue;
      const { message, repair } = explainDamage(damage, column.kind);
      const address = cellAddress(this.row.number, index);
      this.error(name, `${address}${message.startsWith('Sheets') ? ': ' : ' '}${message}`, repair?.value);
      this.damaged.add(name);
    }
  }

  /** Errors where two columns of one name hold different values. */
  checkTwins(): void {
    for (const [name, twins] of this.table.matched.twins) {
      const first = this.table.matched.byField.get(name) ?? 0;
      const here = cellText(this.row.cells[first]);
      for (const index of twins) {
        const there = cellText(this.row.cells[index]);
        if (there === '' || there === here) continue;
        const [a, b] = [cellAddress(this.row.number, first), cellAddress(this.row.number, index)];
        this.error(name, `${a} and ${b} are both ${name} and differ. Empty one of them, or rename its column.`);
      }
    }
  }

  private batchSetting(name: string): string {
    const { settings } = this.table.context;
    if (name === 'prompt') return (settings.prompt || settings.fields.prompt || '').trim();
    if (this.table.columns.get(name)?.batchSetting === false) return '';
    const step = /^step_\d_/.exec(name)?.[0];
    // A row's own tool or prompt for a step replaces the whole step that Set up has for all rows.
    const replaced =
      step !== undefined && ['tool', 'prompt'].some((column) => cellText(this.cellOf(step + column)) !== '');
    return ((replaced ? '' : settings.steps[name]) || settings.fields[name] || '').trim();
  }

  private field(name: string, text: string, origin: FieldValue['origin']): FieldValue {
    const index = this.table.matched.byField.get(name);
    const header = index === undefined ? '' : this.headerAt(index);
    const cell = origin === 'cell' && index !== undefined ? cellAddress(this.row.number, index) : null;
    return { name, header: header === '' ? name : header, text, origin, cell };
  }

  private headerAt(index: number): string {
    return this.table.matched.headers[index] ?? '';
  }

  private note(severity: Issue['severity'], at: string | FieldValue, message: string, repair?: string): void {
    const name = typeof at === 'string' ? at : at.name;
    // What is wrong with a damaged cell has been said; what it seems to hold is not what was typed.
    if (this.damaged.has(name)) return;
    const index = this.table.matched.byField.get(name);
    const value = typeof at === 'string' ? this.value(name) : at;
    const cell = typeof at !== 'string' ? at.cell : index === undefined ? null : cellAddress(this.row.number, index);
    const key = `${cell}|${message}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    this.issues.push({
      severity,
      cell,
      row: this.row.number,
      column: value?.header ?? name,
      found: short(value?.origin === 'default' ? '' : (value?.text ?? '')),
      message,
      ...(repair === undefined || cell === null ? {} : { repair: { label: `Write ${short(repair)}`, value: repair } }),
    });
  }
}

/** `B4 holds “x”`, or where it was set for the whole batch. */
export function holds(value: FieldValue): string {
  return value.cell === null
    ? `The batch setting ${value.name} is “${short(value.text)}”`
    : `${value.cell} holds “${short(value.text)}”`;
}

/** What to do about a value that is nowhere: no column, or an empty cell. `row` null: said of the whole table. */
export function missing(table: TableScope, name: string, row: number | null, why = 'is required'): string {
  const index = table.matched.byField.get(name);
  const column = table.columns.get(name);
  const once =
    column?.batchSetting === false ? '' : `, or set ${name === 'prompt' ? 'a batch prompt' : 'it once for the batch'}`;
  if (index === undefined || row === null) {
    const also = column?.synonyms?.length ? ` (or ${column.synonyms.join(', ')})` : '';
    return `There is no column ${name}${also}, and ${name} ${why}. Add the column${once}.`;
  }
  return `${cellAddress(row, index)} is empty, and ${name} ${why}. Fill it in${once}.`;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
