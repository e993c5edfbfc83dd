import type { Api } from './api.ts';
import type { Event } from './reduce.ts';
import type { ScriptClient } from './script-client.ts';
import type { State } from './state.ts';

/** What every action works on. */
export interface Panel {
  readonly state: () => State;
  readonly dispatch: (event: Event) => void;
  readonly script: ScriptClient;
  readonly api: Api;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** A fresh batch id. */
  readonly newId: () => string;
  /** Whether the person can see the panel; a hidden one asks less often. */
  readonly visible: () => boolean;
}

const SHOWN_MS = 7_000;

/** Shows a sentence at the foot of the panel; what went wrong stays until it is closed. */
export function say(panel: Panel, text: string, tone: 'info' | 'error' | 'done' = 'info'): void {
  const toast = { tone, text };
  panel.dispatch({ type: 'toast', toast });
  if (tone === 'error') return;
  void panel.wait(SHOWN_MS).then(() => {
    if (panel.state().toast === toast) panel.dispatch({ type: 'toast', toast: null });
  });
}

/** Says what is being done while it is done. */
export async function whileBusy<T>(panel: Panel, what: string, work: () => Promise<T>): Promise<T> {
  panel.dispatch({ type: 'busy', busy: what });
  try {
    return await work();
  } finally {
    panel.dispatch({ type: 'busy', busy: null });
  }
}
