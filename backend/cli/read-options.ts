import { type Command, InvalidArgumentError } from 'commander';
import { normaliseHeader } from '../../shared/normalise-header.ts';
import { type BatchSettings, NO_SETTINGS } from '../../shared/settings.ts';

/** Options that decide how FILE is read; `run` and `check` share them. */
export interface ReadingOptions {
  readonly template: string;
  readonly tab?: string;
  readonly prompt?: string;
  readonly model?: string;
  readonly map: readonly MappedHeader[];
  readonly set: readonly SetField[];
  readonly key?: string;
  readonly name?: string;
}

export interface MappedHeader {
  readonly header: string;
  readonly field: string;
}

/** `--map "Header=field"`; the last `=` separates, so that a header may hold one. */
export function parseMapping(typed: string, before: readonly MappedHeader[]): readonly MappedHeader[] {
  const at = typed.lastIndexOf('=');
  if (at < 1 || at === typed.length - 1)
    throw new InvalidArgumentError('Expected "Header=field", e.g. "Motif=prompt".');
  return [...before, { header: typed.slice(0, at).trim(), field: typed.slice(at + 1).trim() }];
}

/** One value for all rows that have none of their own, as Set up gives it in the sidebar. */
export interface SetField {
  readonly field: string;
  readonly value: string;
}

/** `--set "column=value"`; the first `=` separates, so that a value may hold one. */
export function parseSetField(typed: string, before: readonly SetField[]): readonly SetField[] {
  const at = typed.indexOf('=');
  if (at < 1 || at === typed.length - 1) {
    throw new InvalidArgumentError('Expected "column=value", e.g. "tool=remove-background".');
  }
  return [...before, { field: normaliseHeader(typed.slice(0, at)), value: typed.slice(at + 1).trim() }];
}

/** A whole number of at least one. */
export function parseCount(typed: string): number {
  const value = Number(typed);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return value;
}

/** USD, at least 0. */
export function parseUsd(typed: string): number {
  const value = Number(typed.replace(/^\$/, ''));
  if (typed.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('Expected an amount in USD, e.g. 12.50.');
  }
  return value;
}

/** The batch settings that the options stand for. */
export function toSettings(options: ReadingOptions): BatchSettings {
  return {
    ...NO_SETTINGS,
    prompt: options.prompt ?? '',
    fields: {
      ...Object.fromEntries(options.set.map(({ field, value }) => [field, value])),
      ...(options.model === undefined ? {} : { model: options.model }),
    },
    mapping: Object.fromEntries(options.map.map(({ header, field }) => [header, field])),
    keyColumn: options.key ?? null,
    namePattern: options.name ?? null,
  };
}

/** FILE and the options of {@link ReadingOptions}. */
export function addReadingOptions(command: Command): Command {
  return command
    .argument('<file>', 'CSV, TSV, XLSX or XLS file, or a folder of pictures')
    .requiredOption('--template <id>', 'template (see: rowshot templates)')
    .option('--tab <name>', 'tab of a workbook (default: the first)')
    .option('--prompt <text>', 'prompt for rows that have none; {{column}} placeholders work')
    .option('--model <id>', 'model for rows that name none')
    .option('--map <header=field>', 'read a header of yours as a column of the template (repeatable)', parseMapping, [])
    .option('--set <column=value>', "a column's value for rows that have none (repeatable)", parseSetField, []);
}
