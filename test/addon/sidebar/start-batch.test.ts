import { describe, expect, test } from '@jest/globals';
import type { Answer, SubmitRequest } from '../../../addon/protocol.ts';
import { createApi } from '../../../addon/sidebar/api.ts';
import type { Panel } from '../../../addon/sidebar/panel.ts';
import { reduce } from '../../../addon/sidebar/reduce.ts';
import { startBatch } from '../../../addon/sidebar/start-batch.ts';
import { START, type State } from '../../../addon/sidebar/state.ts';
import type { BatchView } from '../../../shared/api.ts';
import { batchOf, checkOf, MODELS, NOW, SESSION, TAB } from './fixtures.ts';

const LOST: Answer<BatchView> = { ok: false, error: { code: 'unplugged', message: 'no answer' } };

/** A panel whose Apps Script answers submissions one by one, and whose backend knows the batches in `known`. */
function panelWith(submissions: readonly Answer<BatchView>[], known: readonly BatchView[]) {
  const queue = [...submissions];
  const sent: SubmitRequest[] = [];
  let ids = 0;
  let state: State = [
    { type: 'tab_loaded', tab: TAB } as const,
    { type: 'linked', proved: true, knowledge: MODELS } as const,
    { type: 'checked', check: checkOf(20, 2) } as const,
  ].reduce(reduce, START);
  const script: Panel['script'] = {
    call: async (name, request) => {
      if (name === 'openSession') return JSON.parse(JSON.stringify({ ok: true, value: SESSION }));
      if (name === 'checkTab') return JSON.parse(JSON.stringify({ ok: true, value: checkOf(20, 0) }));
      if (name !== 'submitBatch') throw new Error(name);
      sent.push(JSON.parse(JSON.stringify(request)));
      return JSON.parse(JSON.stringify(queue.shift() ?? LOST));
    },
  };
  const answers: Readonly<Record<string, unknown>> = {
    '/v1/batches': { batches: known },
    '/v1/scope': { classes: [], running: null },
  };
  const panel: Panel = {
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    script,
    api: createApi({
      script,
      fetch: async (url) => {
        const { pathname } = new URL(url);
        const batch = known.find(({ id }) => pathname === `/v1/batches/${id}`);
        const body = pathname.endsWith('/rows') ? { rows: [], rev: 0, more: false } : (batch ?? answers[pathname]);
        if (body !== undefined) return Response.json(body);
        return Response.json({ error: { code: 'not_found', message: 'No such batch.' } }, { status: 404 });
      },
      now: () => NOW,
      wait: async () => undefined,
    }),
    now: () => NOW,
    // What polls waits for ever here.
    wait: () => new Promise(() => undefined),
    newId: () => `made-${++ids}`,
    visible: () => true,
  };
  return { panel, sent, state: () => state };
}

const AUTO = { kind: 'auto' } as const;

describe('pressing Start', () => {
  test('a start that was refused is pressed again as the very same batch; the next one is another', async () => {
    const { panel, sent, state } = panelWith(
      [LOST, { ok: true, value: batchOf({ id: 'made-1' }) }, { ok: true, value: batchOf({ id: 'made-2' }) }],
      [],
    );
    await startBatch(panel, AUTO, false);
    expect(state().run).toMatchObject({ kind: 'not_started', failure: { code: 'unplugged' } });
    await startBatch(panel, AUTO, false);
    expect(state().run).toMatchObject({ kind: 'following', batch: { id: 'made-1' } });
    await startBatch(panel, AUTO, false);
    expect(sent.map((request) => request.batchId)).toEqual(['made-1', 'made-1', 'made-2']);
  });

  test('an answer that got lost after the start is found out, and nothing is sent again', async () => {
    const { panel, sent, state } = panelWith([LOST], [batchOf({ id: 'made-1' })]);
    await startBatch(panel, AUTO, false);
    expect(state().run).toMatchObject({ kind: 'following', batch: { id: 'made-1' } });
    expect(sent).toHaveLength(1);
  });

  test('a sheet that changed is checked again before anything starts', async () => {
    const changed: Answer<BatchView> = { ok: false, error: { code: 'changed', message: 'The sheet has changed.' } };
    const { panel, state } = panelWith([changed], []);
    await startBatch(panel, AUTO, false);
    expect(state()).toMatchObject({ run: { kind: 'not_started' }, check: { kind: 'done', check: { errorCount: 0 } } });
    // The refusal of a draft leaves the id to be used again.
    const { panel: next } = panelWith([{ ok: true, value: batchOf({ id: 'made-1' }) }], []);
    await startBatch(next, AUTO, false);
  });

  test('a tab that somebody else is running shows that batch and says so', async () => {
    const message = 'Running since 12:00, started by bob@example.com.';
    const conflict: Answer<BatchView> = { ok: false, error: { code: 'conflict', message } };
    const { panel, state } = panelWith([conflict], [batchOf({ id: 'theirs' })]);
    await startBatch(panel, AUTO, false);
    expect(state()).toMatchObject({ run: { kind: 'following', batch: { id: 'theirs' } }, toast: { text: message } });
  });
});
