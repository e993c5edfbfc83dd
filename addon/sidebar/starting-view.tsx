import { useEffect, useState } from 'preact/hooks';
import { formatDuration, plural } from './format.ts';
import type { Run } from './state.ts';

/** Between Start and the first answer: what is happening, and for how long. */
export function StartingView({ run }: { readonly run: Extract<Run, { kind: 'starting' }> }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - run.since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [run.since]);
  return (
    <div class="waiting">
      <div class="bar wide" role="progressbar" aria-label="Starting the batch">
        <i class="run" style={{ width: '100%' }} />
      </div>
      <p role="status">Sending {plural(run.rows, 'row')} and starting…</p>
      <p class="hint">{seconds > 2 ? `${formatDuration(seconds)} so far` : 'You can keep working in the sheet.'}</p>
    </div>
  );
}
