import { useState } from 'preact/hooks';
import type { RowClass } from '../../shared/states.ts';
import { costOfChoice } from '../choose-rows.ts';
import type { Chosen, TabCheck } from '../protocol.ts';
import { formatCount, formatUsd, plural } from './format.ts';

interface Props {
  readonly check: TabCheck;
  readonly classes: readonly RowClass[] | null;
  readonly chosen: Chosen;
  /** Whether the backend is there to say what ran already. */
  readonly known: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Which rows to run, each choice with how many, why and for how much. */
export function ScopePicker(props: Props) {
  const { check, classes, chosen, onChoose } = props;
  const [first, setFirst] = useState(10);
  const option = (choice: Chosen, label: string, why: string) => {
    const cost = costOfChoice(check, classes, choice);
    return (
      <ScopeOption
        label={label}
        why={why}
        rows={cost.ready + cost.broken}
        usd={cost.usd}
        checked={chosen.kind === choice.kind}
        onChoose={() => onChoose(choice)}
      />
    );
  };
  return (
    <fieldset class="sec scope">
      <legend>
        <h2>Rows to run</h2>
      </legend>
      <div class="list">
        {option({ kind: 'auto' }, 'New, changed and failed', whyAuto(props))}
        {option(
          { kind: 'selected', numbers: check.selected },
          'Selected in the sheet',
          check.selected.length === 0 ? 'Select rows in the sheet, then choose this' : rowsText(check.selected),
        )}
        {option({ kind: 'first', count: first }, 'The first rows', 'A trial before the rest')}
        {chosen.kind === 'first' ? (
          <label class="inline sub">
            How many
            <input
              class="input num"
              type="number"
              min={1}
              max={check.rows.length}
              value={first}
              onInput={(event) => {
                const count = Math.max(1, Math.floor(Number(event.currentTarget.value) || 1));
                setFirst(count);
                onChoose({ kind: 'first', count });
              }}
            />
          </label>
        ) : null}
        {option({ kind: 'all' }, 'All rows', 'Finished rows are made and paid for again')}
      </div>
    </fieldset>
  );
}

function ScopeOption(props: {
  readonly label: string;
  readonly why: string;
  readonly rows: number;
  readonly usd: number;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <label class="choice">
      <input type="radio" name="scope" checked={props.checked} onChange={props.onChoose} />
      <span class="x">
        <b>{props.label}</b>
        <small>{props.why}</small>
      </span>
      <span class="amount">
        <b>{formatCount(props.rows)}</b>
        <small>{props.usd === 0 ? 'free' : formatUsd(props.usd)}</small>
      </span>
    </label>
  );
}

function whyAuto({ check, classes, known }: Props): string {
  if (!classes) return known ? 'Asking what ran already…' : 'What ran already is not known now';
  const counts = costOfChoice(check, classes, { kind: 'auto' }).classes;
  const parts = [
    counts.new > 0 ? `${formatCount(counts.new)} new` : '',
    counts.changed > 0 ? `${formatCount(counts.changed)} changed` : '',
    counts.failed > 0 ? `${formatCount(counts.failed)} failed` : '',
    counts.unchanged > 0 ? `${formatCount(counts.unchanged)} done stay as they are` : '',
    counts.in_doubt > 0 ? `${plural(counts.in_doubt, 'row')} in doubt left out` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'Nothing has changed';
}

function rowsText(numbers: readonly number[]): string {
  const [first] = numbers;
  const last = numbers[numbers.length - 1];
  if (first === undefined || last === undefined) return '';
  if (first === last) return `Row ${first}`;
  return last - first + 1 === numbers.length
    ? `Rows ${first}–${last}`
    : `${formatCount(numbers.length)} rows between ${first} and ${last}`;
}
