import type { OutputView, RowView } from '../../shared/api.ts';
import { ERROR_RULES } from '../../shared/errors.ts';
import type { ShownRowStatus } from '../../shared/states.ts';
import type { BatchRecord, OutputRecord, RowRecord } from '../ports.ts';
import { waitingWord } from './count-rows.ts';

/** Makes the link under which an output is served. */
export type ResultLink = (batch: BatchRecord, output: OutputRecord) => string;

/** A row as people see it. */
export function viewRow(row: RowRecord, batch: BatchRecord, link: ResultLink): RowView {
  return {
    rowId: row.rowId,
    number: row.number,
    status: shownStatus(row, batch),
    message: shownMessage(row),
    failure: row.failure,
    outputs: row.outputs.map((output) => viewOutput(output, batch, link)),
    costUsd: row.costUsd,
    seed: row.seed,
    warnings: row.warnings,
    rev: row.rev,
    label: row.plan?.outputs[0]?.prompt || row.plan?.sources[0]?.value || Object.values(row.inputs)[0] || '',
  };
}

/** The word for a row; what waits is shown by the state of its batch. */
export function shownStatus(row: RowRecord, batch: BatchRecord): ShownRowStatus {
  const { state } = row;
  if (state.kind === 'running') return 'in progress';
  if (state.kind !== 'waiting' && state.kind !== 'queued') return state.kind;
  const word = waitingWord(batch.state, state.kind === 'waiting' ? state.reason : '');
  return word === 'waitingForBudget' ? 'waiting for budget' : word;
}

/** The sentence beside the status: what went wrong and what to do, or what the row waits for. */
export function shownMessage(row: RowRecord): string {
  const { state } = row;
  if (state.kind === 'failed') {
    const { code, message } = state.failure;
    return code === 'bad_input' ? message : `${message} ${ERROR_RULES[code].advice}`;
  }
  if (state.kind === 'waiting') return state.message;
  const warnings = row.outputs.filter((one) => one.version === row.version).flatMap((one) => one.warnings);
  return state.kind === 'completed' ? [...new Set([...row.warnings, ...warnings])].join(' ') : '';
}

function viewOutput(output: OutputRecord, batch: BatchRecord, link: ResultLink): OutputView {
  return {
    n: output.n,
    version: output.version,
    kind: output.kind,
    name: output.name,
    url: output.file === null ? '' : link(batch, output),
    text: output.text,
    width: output.width,
    height: output.height,
    bytes: output.bytes,
    costUsd: output.costUsd,
    seed: output.seed,
    model: output.model,
    promptSent: output.promptSent,
    warnings: output.warnings,
  };
}
