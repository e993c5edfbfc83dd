import { render } from 'preact';
import { createActions } from './actions.ts';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { openPanel } from './link-panel.ts';
import type { Panel } from './panel.ts';
import { reduce } from './reduce.ts';
import { createScriptClient, type ScriptRunner } from './script-client.ts';
import { START, type State } from './state.ts';

declare const google: { readonly script: { readonly run: ScriptRunner } };

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const script = createScriptClient(() => google.script.run);
const api = createApi({ script, fetch: (url, init) => fetch(url, init), now: Date.now, wait });

let state: State = START;
let drawing = false;

const panel: Panel = {
  state: () => state,
  dispatch: (event) => {
    state = reduce(state, event);
    if (drawing) return;
    drawing = true;
    // Several events of one moment are one drawing.
    queueMicrotask(draw);
  },
  script,
  api,
  now: Date.now,
  wait,
  newId: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  visible: () => document.visibilityState === 'visible',
};
const actions = createActions(panel);

function draw(): void {
  drawing = false;
  const root = document.getElementById('app');
  if (root) render(<App state={state} actions={actions} />, root);
}

draw();
addEventListener('focus', () => actions.lookAtTab());
// Before the first click lands: it must mean the tab that is in sight.
document.documentElement.addEventListener('pointerenter', () => {
  if (!document.hasFocus()) actions.lookAtTab();
});
void openPanel(panel);
