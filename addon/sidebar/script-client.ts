import type { Answer, ServerFunctions } from '../protocol.ts';

type Name = keyof ServerFunctions;
type Request<N extends Name> = Parameters<ServerFunctions[N]>[0];
type Value<N extends Name> = ReturnType<ServerFunctions[N]>;

/** The add-on's server functions, by name. Never rejects. */
export interface ScriptClient {
  call<N extends Name>(name: N, request: Request<N>): Promise<Answer<Value<N>>>;
}

/** The part of `google.script.run` that is used here. */
export interface ScriptRunner {
  withSuccessHandler(handler: (value: unknown) => void): ScriptRunner;
  withFailureHandler(handler: (error: unknown) => void): ScriptRunner;
  readonly [name: string]: unknown;
}

/** Apps Script ends every execution after six minutes; what has not answered by then never will. */
const LOST_AFTER_MS = 380_000;

const SEVERAL_ACCOUNTS =
  'Google mixes up your accounts here. Open this spreadsheet in a window where you are signed into one Google account only, then open Rowshot again.';

/** Calls Apps Script and settles always: with its answer, its failure, or with "no answer" after six minutes. */
export function createScriptClient(runner: () => ScriptRunner, lostAfterMs = LOST_AFTER_MS): ScriptClient {
  return {
    call: <N extends Name>(name: N, request: Request<N>) =>
      new Promise<Answer<Value<N>>>((resolve) => {
        const timer = setTimeout(
          () => resolve(failure('script', 'Google Sheets did not answer. Close this panel and open it again.')),
          lostAfterMs,
        );
        const settle = (answer: Answer<Value<N>>): void => {
          clearTimeout(timer);
          resolve(answer);
        };
        try {
          const ready = runner()
            .withSuccessHandler((value) => settle(parseAnswer<Value<N>>(value)))
            .withFailureHandler((error) => settle(scriptFailure(error)));
          const run = ready[name];
          if (typeof run === 'function') run.call(ready, request);
          else settle(failure('script', `This add-on has no function ${name}; reload the spreadsheet.`));
        } catch (error) {
          settle(scriptFailure(error));
        }
      }),
  };
}

function failure(
  code: 'script' | 'several_accounts',
  message: string,
): { ok: false; error: { code: typeof code; message: string } } {
  return { ok: false, error: { code, message } };
}

function scriptFailure(error: unknown): Answer<never> {
  const message = error instanceof Error ? error.message : messageOf(error);
  if (/PERMISSION_DENIED/i.test(message)) return failure('several_accounts', SEVERAL_ACCOUNTS);
  return failure('script', `Google Sheets answered: ${message}`);
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

function parseAnswer<T>(value: unknown): Answer<T> {
  if (typeof value === 'object' && value !== null && 'ok' in value) return value as Answer<T>;
  return failure('script', 'The add-on gave no answer. Reload the spreadsheet and open Rowshot again.');
}
