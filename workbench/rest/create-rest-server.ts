import { setTimeout as wait } from 'node:timers/promises';
import express, { type Express, type Request } from 'express';
import { identityRoutes } from '../identity/identity-routes.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { Faults } from '../server/faults.ts';
import { ownHostOnly } from '../server/own-host-only.ts';
import { PROTECTED_MESSAGE } from '../workbook/protection.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import { callerOf, sharedDocument } from './authorise.ts';
import { driveRoutes } from './drive-routes.ts';
import { DriveStore } from './drive-store.ts';
import { answerGoogleError, GoogleError } from './google-error.ts';
import { Quota, type QuotaLimits, SHEETS_QUOTA } from './quota.ts';
import { type SheetsRoute, sheetsRoutes } from './sheets-routes.ts';

export type RestServerOptions = {
  readonly workbooks: WorkbookFolder;
  readonly issuer: TokenIssuer;
  readonly faults: Faults;
  /** Where files of the workbench's Drive lie. */
  readonly driveFolder: string;
  readonly quota?: QuotaLimits;
  /** Milliseconds since 1970, for the quotas. */
  readonly now?: () => number;
};

/** The Sheets API recommends at most 2 MB a request; more is refused here so that it shows. */
const PAYLOAD_LIMIT = 2 * 1024 * 1024;

/**
 * Sheets v4, Drive v3 and `/certs`, as Google's own clients speak them: give them
 * `rootUrl: 'http://127.0.0.1:PORT/'` and a bearer token of the issuer. Listen on 127.0.0.1.
 */
export function createRestServer(options: RestServerOptions): Express {
  const { workbooks, issuer, faults } = options;
  const quota = new Quota(options.quota ?? SHEETS_QUOTA, options.now);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(ownHostOnly());
  app.use(identityRoutes(issuer));
  app.use(driveRoutes({ workbooks, issuer, faults, store: new DriveStore(options.driveFolder) }));

  app.use('/v4/spreadsheets', express.json({ limit: PAYLOAD_LIMIT }), async (request, response) => {
    const match = /^\/([A-Za-z0-9_-]+)(.*)$/.exec(request.path);
    const [, id = '', rest = ''] = match ?? [];
    const found = match ? routeOf(request, rest) : undefined;
    if (!found)
      throw new GoogleError('NOT_FOUND', `Requested entity was not found: ${request.method} ${request.originalUrl}`);
    const { route, argument } = found;
    const caller = callerOf(request, issuer);
    const writes = route.kind === 'Write';
    const slow = faults.take('slow', id);
    if (slow) await wait(slow.milliseconds);
    const fault = faults.take('status', id, (one) => writes || one.writesOnly !== true);
    if (fault && !fault.afterApplying) throw faultError(fault.status, fault.retryAfterSeconds);
    quota.count(route.kind, caller.email);
    const document = sharedDocument(workbooks, id, caller);
    if (writes && faults.take('protected', id)) throw new GoogleError('INVALID_ARGUMENT', PROTECTED_MESSAGE);
    const url = `http://${request.headers.host ?? ''}/spreadsheets/${id}`;
    const answer = route.answer({ request, document, email: caller.email, argument, url });
    if (fault) throw faultError(fault.status, fault.retryAfterSeconds);
    response.json(answer);
  });

  app.use((request, _response) => {
    throw new GoogleError('NOT_FOUND', `The requested URL ${request.path} was not found on this server.`);
  });
  app.use(answerGoogleError);
  return app;
}

function routeOf(request: Request, rest: string): { route: SheetsRoute; argument: string } | undefined {
  for (const route of sheetsRoutes) {
    const match = route.method === request.method ? route.path.exec(rest) : null;
    if (match) return { route, argument: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

function faultError(status: 429 | 500 | 502 | 503, retryAfterSeconds?: number): GoogleError {
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (status === 429) {
    return new GoogleError(
      'RESOURCE_EXHAUSTED',
      "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.",
      retry,
    );
  }
  if (status === 503) return new GoogleError('UNAVAILABLE', 'The service is currently unavailable.', retry);
  return new GoogleError('INTERNAL', 'Internal error encountered.', { code: status, ...retry });
}
