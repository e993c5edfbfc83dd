import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScriptRunner, type ScriptLimits } from '../../../workbench/apps-script/create-script-runner.ts';
import { type Person, personNamed } from '../../../workbench/identity/people.ts';
import { TokenIssuer } from '../../../workbench/identity/token-issuer.ts';
import type { Activity } from '../../../workbench/server/api.ts';
import { Faults } from '../../../workbench/server/faults.ts';
import { Panels } from '../../../workbench/server/panels.ts';
import { Presence } from '../../../workbench/server/presence.ts';
import { createScriptSurroundings } from '../../../workbench/server/script-surroundings.ts';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { WorkbookFolder } from '../../../workbench/workbook/workbook-folder.ts';

/** A workbench without its web server: one spreadsheet, a script given as text, and what it told its person. */
export async function openBench(
  code: string,
  limits: Partial<ScriptLimits> = {},
  pages: { readonly [name: string]: string } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const codePath = join(folder, 'Code.js');
  writeFileSync(codePath, code);
  for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), html);
  const workbooks = new WorkbookFolder(join(folder, 'workbooks'));
  const presence = new Presence();
  const panels = new Panels();
  const issuer = new TokenIssuer({ folder: join(folder, 'identity') });
  const faults = new Faults();
  const surroundings = createScriptSurroundings({
    workbooks,
    presence,
    panels,
    issuer,
    faults,
    audience: 'rowshot-add-on',
    pageOrigin: () => 'http://127.0.0.1:1',
    panelOrigin: () => 'http://127.0.0.1:2',
  });
  const logged: string[] = [];
  const scripts = await createScriptRunner({
    codePath,
    dataFolder: join(folder, 'scripts'),
    surroundings,
    limits,
    log: (level, text) => logged.push(`${level}: ${text}`),
  });
  const you = personNamed('you');
  const document: WorkbookDocument = workbooks.create('Bench', you.email);
  const told: Activity[] = [];
  presence.listen({
    workbookId: document.id,
    personName: 'you',
    clientId: 'page',
    tell: (activity) => told.push(activity),
  });
  const run = (functionName: string, args: readonly unknown[] = [], person: Person = you) =>
    scripts.run({ workbookId: document.id, functionName, args, person, clientId: 'page' });
  return {
    document,
    presence,
    panels,
    issuer,
    faults,
    told,
    logged,
    run,
    /** The result of a call; a failure is thrown with the script's own words. */
    result: async (functionName: string, ...args: readonly unknown[]): Promise<unknown> => {
      const outcome = await run(functionName, args);
      if (!outcome.ok) throw new Error(`${outcome.error.name}: ${outcome.error.message}\n${outcome.error.stack ?? ''}`);
      return outcome.result;
    },
    rewrite: (text: string) => writeFileSync(codePath, text),
    close: async () => {
      await scripts.close();
      await workbooks.flush();
    },
  };
}
