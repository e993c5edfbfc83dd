import { useState } from 'preact/hooks';
import type { BatchView, RetryRequest } from '../../shared/api.ts';
import { Confirm } from './dialog.tsx';
import { CheckField } from './fields.tsx';
import { formatCount, plural } from './format.ts';

/** Asks before failed rows run again; rows that may have been charged run only where that is ticked. */
export function RetryDialog(props: {
  readonly batch: BatchView;
  readonly onClose: () => void;
  readonly onRetry: (body: RetryRequest) => void;
}) {
  const { failed, inDoubt } = props.batch.counts;
  const [alsoInDoubt, setAlso] = useState(false);
  const sure = failed - inDoubt;
  const rows = alsoInDoubt ? failed : sure;
  return (
    <Confirm
      title="Retry failed rows"
      action={rows === 0 ? 'Retry' : `Retry ${formatCount(rows)}`}
      onClose={props.onClose}
      onConfirm={() => (rows === 0 ? undefined : props.onRetry({ rowIds: null, inDoubt: alsoInDoubt }))}
    >
      <p>
        {sure > 0
          ? `${plural(sure, 'row')} failed for certain: nothing is paid twice there.`
          : 'No row failed for certain.'}
      </p>
      {inDoubt > 0 ? (
        <CheckField
          label={`Also ${plural(inDoubt, 'row')} in doubt`}
          checked={alsoInDoubt}
          onChange={setAlso}
          hint="The provider never answered for them: they may have been charged, and would then be paid for twice."
        />
      ) : null}
    </Confirm>
  );
}
