import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBench } from './open-bench.ts';

const CODE = `
function globalsThere() { return ['URL','fetch','setTimeout','TextEncoder','atob','crypto','process','require','Buffer','structuredClone'].filter(name => typeof globalThis[name] !== 'undefined'); }
function echo(value) { return value; }
function hidden_() { return 1; }
function giveDate() { return { when: new Date() }; }
function giveFunction() { return [() => 1]; }
function givePromise() { return Promise.resolve(1); }
function nothing() {}
function fail() { throw new TypeError('no such row'); }
function lacking() { return SpreadsheetApp.getActiveSheet().getRange(1, 1).getDeveloperMetadata(); }
function lackingService() { return typeof CalendarApp; }
function native() { const values = SpreadsheetApp.getActiveSheet().getRange('A1:B2').getValues(); return [values instanceof Array, values.constructor === Array]; }
function nativeError() { try { SpreadsheetApp.getActiveSheet().getRange(0, 1); } catch (error) { return [error instanceof Error, error.name, error.message]; } }
var counter = 0;
function count() { counter += 1; return counter; }
function forever() { for (;;) {} }
function logs() { console.log('row %s of %s', 1, 2); Logger.log({ a: 1 }); }
`;

describe('the realm', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  beforeAll(async () => {
    bench = await openBench(CODE, { executionMilliseconds: 1500 });
  });
  afterAll(() => bench.close());

  test('has the language and nothing of Node or browsers', async () => {
    expect(await bench.result('globalsThere')).toEqual([]);
    expect(await bench.result('lackingService')).toBe('undefined');
  });

  test('passes plain data in and out', async () => {
    const value = { text: 'ä😀', list: [1, null, true], deep: { a: [] } };
    expect(await bench.result('echo', value)).toEqual(value);
    expect(await bench.result('nothing')).toBeNull();
  });

  test.each([
    ['giveDate', '(Date)'],
    ['giveFunction', '(function)'],
    ['givePromise', '(Promise)'],
  ])('%s may not be returned', async (name, why) => {
    const outcome = await bench.run(name);
    expect(outcome).toMatchObject({ ok: false, error: { name: 'Exception' } });
    expect(!outcome.ok && outcome.error.message).toContain(why);
  });

  test('private, missing and built-in functions cannot be called', async () => {
    for (const [name, words] of [
      ['hidden_', 'is private'],
      ['nowhere', 'Script function not found: nowhere'],
      ['eval', 'Script function not found: eval'],
      ['SpreadsheetApp', 'Script function not found'],
    ] as const) {
      const outcome = await bench.run(name);
      expect(!outcome.ok && outcome.error.message).toContain(words);
    }
  });

  test('errors keep name and message, and what a service lacks fails by name', async () => {
    expect(await bench.run('fail')).toMatchObject({ ok: false, error: { name: 'TypeError', message: 'no such row' } });
    const outcome = await bench.run('lacking');
    expect(!outcome.ok && outcome.error.message).toBe('Range.getDeveloperMetadata is not implemented in the workbench');
  });

  test('values and errors belong to the realm', async () => {
    expect(await bench.result('native')).toEqual([true, true]);
    expect(await bench.result('nativeError')).toEqual([
      true,
      'Exception',
      'The starting row of the range is too small.',
    ]);
  });

  test('nothing is kept between calls', async () => {
    expect([await bench.result('count'), await bench.result('count')]).toEqual([1, 1]);
  });

  test('a script that does not end is stopped, and the next call works', async () => {
    expect(await bench.run('forever')).toMatchObject({
      ok: false,
      error: { message: 'Exceeded maximum execution time' },
    });
    expect(await bench.result('echo', 1)).toBe(1);
  });

  test('logs are passed on', async () => {
    await bench.result('logs');
    expect(bench.logged.slice(-2)).toEqual(['log: row 1 of 2', 'log: {"a":1}']);
  });

  test('a broken or missing Code.js is said so', async () => {
    const broken = await openBench('function a( {');
    const outcome = await broken.run('a');
    expect(outcome).toMatchObject({ ok: false, error: { name: 'SyntaxError' } });
    broken.rewrite('function a() { return 2; }');
    expect(await broken.result('a')).toBe(2);
    await broken.close();
  });
});
