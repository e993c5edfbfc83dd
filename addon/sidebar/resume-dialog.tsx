import { useState } from 'preact/hooks';
import type { BatchView } from '../../shared/api.ts';
import { Confirm } from './dialog.tsx';
import { TextField } from './fields.tsx';
import { formatUsd } from './format.ts';

/** Resumes a batch that waits for money: with more of it, or with none of its own cap. */
export function ResumeDialog(props: {
  readonly batch: BatchView;
  readonly onClose: () => void;
  readonly onResume: (budgetUsd: number | null) => void;
}) {
  const { batch } = props;
  const [text, setText] = useState(batch.budgetUsd === null ? '' : String(batch.budgetUsd));
  const usd = Number(text.trim().replace(',', '.').replace(/^\$/, ''));
  const wrong = text.trim() !== '' && !(Number.isFinite(usd) && usd >= 0);
  return (
    <Confirm
      title="Resume with which budget?"
      action="Resume"
      onClose={props.onClose}
      onConfirm={() => (wrong ? undefined : props.onResume(text.trim() === '' ? null : usd))}
    >
      <TextField
        label="Budget for this batch, USD"
        inputMode="decimal"
        placeholder="No limit of its own"
        value={text}
        hint={wrong ? 'Write an amount such as 25.' : `${formatUsd(batch.spentUsd)} is spent already and counts.`}
        onChange={setText}
      />
    </Confirm>
  );
}
