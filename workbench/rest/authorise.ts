import type { Request } from 'express';
import type { AccessTokenOwner, TokenIssuer } from '../identity/token-issuer.ts';
import type { WorkbookDocument } from '../workbook/document.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import { GoogleError } from './google-error.ts';

/** Who calls. @throws GoogleError 401 without a good bearer token */
export function callerOf(request: Request, issuer: TokenIssuer): AccessTokenOwner {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const owner = token === undefined ? null : issuer.verifyAccessToken(token);
  if (owner) return owner;
  throw new GoogleError(
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  );
}

/** The spreadsheet, for an account it is shared with. @throws GoogleError 404, 403 */
export function sharedDocument(workbooks: WorkbookFolder, id: string, caller: AccessTokenOwner): WorkbookDocument {
  const document = workbooks.get(id);
  if (!document) throw new GoogleError('NOT_FOUND', 'Requested entity was not found.');
  const { owner, editors } = document.permissions;
  if (owner !== caller.email && !editors.includes(caller.email)) {
    throw new GoogleError('PERMISSION_DENIED', 'The caller does not have permission');
  }
  return document;
}
