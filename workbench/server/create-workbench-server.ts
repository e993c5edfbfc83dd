import express, { type Express } from 'express';
import { z } from 'zod';
import type { ScriptRunner } from '../apps-script/script-runner.ts';
import { DEFAULT_PERSON, personNamed } from '../identity/people.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import { type Faults, faultSchema } from './faults.ts';
import { fileRoutes, type TableReader, type TableWriter } from './file-routes.ts';
import { ownHostOnly } from './own-host-only.ts';
import type { Presence } from './presence.ts';
import { answerError, bodyOf, personOf } from './requests.ts';
import { scriptRoutes } from './script-routes.ts';
import { workbookRoutes } from './workbook-routes.ts';

export type WorkbenchServerOptions = {
  readonly workbooks: WorkbookFolder;
  readonly scripts: ScriptRunner;
  readonly presence: Presence;
  /** Reads files for Import, writes them for Export; without them those two answer 501. */
  readonly readTable?: TableReader;
  readonly writeTable?: TableWriter;
  /** The add-on's name above its menu. */
  readonly addonName?: string;
  /** With it `POST /api/faults` is there. For tests only. */
  readonly faults?: Faults;
};

const JSON_LIMIT = '64mb';

/**
 * The page's API (api.ts) as an express app. Mount the page's files after it: `app.use(express.static(…))` on the
 * returned app, and listen on 127.0.0.1. Requests with a foreign Host or Origin are refused before anything else.
 */
export function createWorkbenchServer(options: WorkbenchServerOptions): Express {
  const { workbooks, scripts, presence, faults } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(ownHostOnly());
  const json = express.json({ limit: JSON_LIMIT });
  app.use('/api', fileRoutes(workbooks, options.readTable, options.writeTable));
  app.use('/api', json, workbookRoutes(workbooks, presence));
  app.use('/api', scriptRoutes(workbooks, scripts, presence, options.addonName ?? 'Rowshot'));
  app.get('/api/people', (request, response) => {
    const names = new Set([DEFAULT_PERSON, personOf(request).name]);
    for (const { permissions } of workbooks.list()) {
      for (const email of [permissions.owner, ...permissions.editors]) {
        const [name = '', domain] = email.split('@');
        if (domain === 'workbench.local') names.add(name);
      }
    }
    response.json({ people: [...names].map(personNamed), you: personOf(request) });
  });
  if (faults) {
    const schema = z.union([z.strictObject({ clear: z.literal(true) }), faultSchema]);
    app.post('/api/faults', (request, response) => {
      const fault = bodyOf(schema, request);
      if ('clear' in fault) faults.clear();
      else faults.set(fault);
      response.status(204).end();
    });
  }
  app.use('/api', (_request, response) => {
    response.status(404).json({ error: 'There is no such address in the workbench.' });
  });
  app.use('/api', answerError);
  return app;
}
