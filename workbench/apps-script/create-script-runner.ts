import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { MenuItem } from '../server/api.ts';
import { answerHostCall } from './host/answer-host-call.ts';
import type { CallContext } from './host/call-context.ts';
import { LockTable } from './host/lock-table.ts';
import { ScriptStores } from './host/script-stores.ts';
import { RealmError, RealmPool } from './realm-pool.ts';
import type { ScriptCall, ScriptError, ScriptOutcome, ScriptRunner, ScriptSurroundings } from './script-runner.ts';

export type ScriptRunnerOptions = {
  /** The add-on's built Code.js; its pages (`sidebar.html` …) lie beside it. Read anew at each call. */
  readonly codePath: string;
  /** Where properties are kept. */
  readonly dataFolder: string;
  readonly surroundings: ScriptSurroundings;
  /** What the script logs; by default it is printed. */
  readonly log?: (level: string, text: string) => void;
  readonly limits?: Partial<ScriptLimits>;
};

/** Google's limits for one person. */
export type ScriptLimits = {
  readonly executionMilliseconds: number;
  readonly simultaneous: number;
  readonly memoryMegabytes: number;
};

const LIMITS: ScriptLimits = { executionMilliseconds: 6 * 60_000, simultaneous: 30, memoryMegabytes: 512 };

const endSchema = z.union([
  z.object({ ok: z.unknown() }).refine((end) => 'ok' in end),
  z.object({ error: z.object({ name: z.string(), message: z.string(), stack: z.string().optional() }) }),
]);

/** Runs the add-on's functions as Google would: nothing is kept between calls, every change is an operation. */
export async function createScriptRunner(options: ScriptRunnerOptions): Promise<ScriptRunner> {
  const limits = { ...LIMITS, ...options.limits };
  const pool = new RealmPool(limits.simultaneous, limits.memoryMegabytes);
  const stores = new ScriptStores(options.dataFolder);
  const locks = new LockTable();
  const log = options.log ?? ((level, text) => console.log(`[script ${level}] ${text}`));
  const folder = dirname(options.codePath);
  const htmlFile = (name: string): string | null => {
    const path = join(folder, `${name.replace(/\.html$/, '')}.html`);
    return /^[A-Za-z0-9_/-]+(\.html)?$/.test(name) && !name.includes('..') && existsSync(path)
      ? readFileSync(path, 'utf8')
      : null;
  };
  await pool.warmUp();

  async function run(call: ScriptCall): Promise<ScriptOutcome> {
    const menus: MenuItem[] = [];
    const fail = (error: ScriptError): ScriptOutcome => ({ ok: false, error, menus });
    const document = options.surroundings.document(call.workbookId);
    if (!document) return fail({ name: 'Exception', message: 'Requested entity was not found.' });
    let code: string;
    try {
      code = await readFile(options.codePath, 'utf8');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return fail({
        name: 'Error',
        message: `The add-on was not built: ${options.codePath} can't be read (${why}). Run "npm run addon:build".`,
      });
    }
    const undoStep = randomUUID();
    const context: CallContext = {
      call,
      document,
      surroundings: options.surroundings,
      stores,
      locks,
      undoStep,
      menus,
      htmlFile,
      log,
    };
    const job = { code, functionName: call.functionName, argsJson: JSON.stringify(call.args) };
    try {
      const answer = (name: string, argsJson: string) => answerHostCall(name, argsJson, context);
      const end = endSchema.parse(JSON.parse(await pool.run(job, answer, limits.executionMilliseconds)));
      return 'error' in end ? fail(end.error) : { ok: true, result: end.ok ?? null, menus };
    } catch (error) {
      if (error instanceof RealmError) return fail({ name: error.name, message: error.message });
      throw error;
    } finally {
      document.closeStep(undoStep);
      locks.releaseAll(undoStep);
    }
  }

  return {
    run,
    close: async () => {
      await pool.close();
      await stores.flush();
    },
  };
}
