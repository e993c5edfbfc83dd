import express, { type Express } from 'express';
import { HttpError } from './routes/answer-errors.ts';
import type { AppDeps } from './routes/app-deps.ts';
import { identityCaller, sessionCaller } from './routes/authenticate.ts';
import { batchOperations } from './routes/batches.ts';
import { exportOperations } from './routes/exports.ts';
import { fileLinks } from './routes/file-links.ts';
import { answerErrors, logRequests, ownHostOnly, secureHeaders } from './routes/guard-requests.ts';
import { modelOperations } from './routes/models.ts';
import { mountOperations, type Operation } from './routes/operation.ts';
import { probeOperations } from './routes/probes.ts';
import { rowOperations } from './routes/rows.ts';
import { sessionOperations } from './routes/sessions.ts';
import { sheetPlanOperations } from './routes/sheet-plan.ts';
import { uploadOperations } from './routes/uploads.ts';

/** Every JSON operation, by how its caller is told. */
export function allOperations(deps: AppDeps): { identity: Operation[]; session: Operation[] } {
  return {
    identity: sessionOperations(deps),
    session: [
      ...modelOperations(deps),
      ...rowOperations(deps),
      ...probeOperations(deps),
      ...uploadOperations(deps),
      ...batchOperations(deps),
      ...exportOperations(deps),
      ...sheetPlanOperations(deps),
    ],
  };
}

/** The HTTP side of the backend; it listens nowhere by itself. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(logRequests(deps.batches.log), ownHostOnly(deps.hosts), secureHeaders());
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', (_request, response) => {
    response.status(deps.ready() ? 200 : 503).json({ ready: deps.ready() });
  });
  const operations = allOperations(deps);
  // Made when somebody first asks, since few do and its library takes its time to load.
  let document: Promise<unknown> | null = null;
  app.get('/openapi.json', async (_request, response) => {
    document ??= import('./routes/openapi.ts').then(({ openApiDocument }) =>
      openApiDocument([
        { security: 'identity', operations: operations.identity },
        { security: 'session', operations: operations.session },
      ]),
    );
    response.json(await document);
  });
  app.use(fileLinks(deps));
  app.use(mountOperations(operations.identity, identityCaller(deps)));
  app.use(mountOperations(operations.session, sessionCaller(deps)));
  app.use(() => {
    throw new HttpError(404, 'not_found', 'There is nothing at this address.');
  });
  app.use(answerErrors(deps.batches.log));
  return app;
}
