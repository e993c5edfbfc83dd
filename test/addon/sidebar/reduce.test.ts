import { describe, expect, test } from '@jest/globals';
import { type Event, reduce } from '../../../addon/sidebar/reduce.ts';
import { START, type State } from '../../../addon/sidebar/state.ts';
import { batchOf, checkOf, rowOf, rowsOf, TAB } from './fixtures.ts';

const stateAfter = (...events: readonly Event[]): State => events.reduce(reduce, START);
const LOADED: Event = { type: 'tab_loaded', tab: TAB };
const FOLLOWING: Event = { type: 'following', batch: batchOf({ rev: 9 }) };

describe('a tab', () => {
  test('keeps its set-up, or takes the template that its headers tell', () => {
    expect(stateAfter(LOADED).setup.template).toBe('products');
    const unknown: Event = {
      type: 'tab_loaded',

      tab: { ...TAB, headers: ['image', 'step_1_prompt'], setup: { ...TAB.setup, template: null } },
    };
    expect(stateAfter(unknown).setup.template).toBe('steps');
    const blank: Event = { ...unknown, tab: { ...TAB, headers: [], setup: { ...TAB.setup, template: null } } };
    expect(stateAfter(blank).setup.template).toBeNull();
  });

  test('looked at again leaves everything; another one starts anew', () => {
    const running = stateAfter(LOADED, FOLLOWING);
    expect(reduce(running, LOADED).run.kind).toBe('following');
    expect(reduce(running, { ...LOADED, tab: { ...TAB, tab: '78' } }).run.kind).toBe('none');
  });
});

describe('a check', () => {
  test('a change of the set-up makes it void', () => {
    const checked = stateAfter(LOADED, { type: 'checked', check: checkOf(5, 1) });
    expect(reduce(checked, { type: 'setup', setup: TAB.setup }).check.kind).toBe('none');
  });

  test('classes of an earlier check are not taken for those of a later one', () => {
    const checked = stateAfter(LOADED, { type: 'checked', check: checkOf(5, 1) });
    const late = reduce(checked, { type: 'classified', digest: 'another', classes: ['new'] });
    expect(late.check).toMatchObject({ classes: null });
  });
});

describe('results', () => {
  const shown = stateAfter(LOADED, FOLLOWING, { type: 'results_of', batchId: 'batch-1' });

  test('come page by page, and an older row never replaces a newer one', () => {
    const first = reduce(shown, { type: 'rows', batchId: 'batch-1', page: { rows: rowsOf(20), rev: 20, more: true } });
    expect(first.results).toMatchObject({ rev: 20, loading: true });
    const old = { ...rowOf(3, 'in progress'), rev: 1 };
    const second = reduce(first, { type: 'rows', batchId: 'batch-1', page: { rows: [old], rev: 21, more: false } });
    expect(second.results.rows.get('row3')?.status).toBe('completed');
    expect(second.results).toMatchObject({ rev: 21, loading: false });
  });

  test('of another batch are not mixed in', () => {
    const other = reduce(shown, { type: 'rows', batchId: 'batch-2', page: { rows: rowsOf(3), rev: 3, more: false } });
    expect(other.results.rows.size).toBe(0);
  });

  test('rows are ticked and cleared', () => {
    const ticked = reduce(shown, { type: 'select', rowIds: ['row1', 'row2'], on: true });
    expect([...reduce(ticked, { type: 'select', rowIds: ['row1'], on: false }).results.selected]).toEqual(['row2']);
  });
});

describe('a batch', () => {
  test('never goes back to an older state of itself', () => {
    const state = stateAfter(LOADED, FOLLOWING, { type: 'following', batch: batchOf({ rev: 4 }) });
    expect(state.run).toMatchObject({ batch: { rev: 9 } });
  });

  test('is the same in the list', () => {
    const listed = stateAfter(LOADED, { type: 'batches', batches: [batchOf({}), batchOf({ id: 'b2' })] });
    const state = reduce(listed, { type: 'following', batch: batchOf({ status: 'stopped' }) });
    expect(state.batches).toMatchObject({ batches: [{ status: 'stopped' }, { id: 'b2', status: 'running' }] });
  });

  test('a start that failed stays until it is closed', () => {
    const failed = stateAfter(LOADED, {
      type: 'not_started',
      failure: { code: 'conflict', message: 'running since 12:00' },
    });
    expect(failed.run.kind).toBe('not_started');
    expect(reduce(failed, { type: 'start_dismissed' }).run.kind).toBe('none');
  });
});
