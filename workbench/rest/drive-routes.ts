import { randomUUID } from 'node:crypto';
import express, { type Request, Router } from 'express';
import { z } from 'zod';
import { isServiceAccount } from '../identity/people.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { Faults } from '../server/faults.ts';
import type { WorkbookDocument } from '../workbook/document.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import { callerOf } from './authorise.ts';
import { driveQuery } from './drive-query.ts';
import type { DriveFile, DrivePermission, DriveStore } from './drive-store.ts';
import { addUploadRoutes, metadataSchema } from './drive-uploads.ts';
import { applyFieldMask, parseFieldMask } from './field-mask.ts';
import { GoogleError } from './google-error.ts';

const permissionSchema = z.looseObject({
  type: z.enum(['user', 'group', 'domain', 'anyone']),
  role: z.enum(['owner', 'writer', 'commenter', 'reader']),
  emailAddress: z.string().optional(),
});
const patchSchema = z.looseObject({ name: z.string().optional(), trashed: z.boolean().optional() });

const SPREADSHEET_TYPE = 'application/vnd.google-apps.spreadsheet';

export type DriveOptions = {
  readonly workbooks: WorkbookFolder;
  readonly issuer: TokenIssuer;
  readonly store: DriveStore;
  readonly faults: Faults;
};

function originOf(request: Request): string {
  return `http://${request.headers.host ?? ''}`;
}

function fileResource(file: DriveFile, request: Request): object {
  const { owner, permissions, size, ...plain } = file;
  const link = `${originOf(request)}/open/${file.id}`;
  return {
    kind: 'drive#file',
    ...plain,
    ...(size === null ? {} : { size: String(size), webContentLink: link }),
    webViewLink: link,
    owners: [{ emailAddress: owner }],
    permissions,
  };
}

function fileView(file: DriveFile, request: Request): unknown {
  return masked(fileResource(file, request), request, 'kind,id,name,mimeType');
}

function masked(value: unknown, request: Request, standard: string): unknown {
  const { fields } = request.query;
  const text = typeof fields === 'string' && fields !== '' ? fields : standard;
  return text === '*' ? value : applyFieldMask(value, parseFieldMask(text));
}

/** A spreadsheet's sharing as Drive permissions. */
function documentPermissions({ permissions }: WorkbookDocument): DrivePermission[] {
  const entry = (email: string, role: string) => ({ id: `user-${email}`, type: 'user', role, emailAddress: email });
  return [entry(permissions.owner, 'owner'), ...permissions.editors.map((email) => entry(email, 'writer'))];
}

/** Drive v3 for files of the workbench's Drive folder, and sharing of its spreadsheets. */
export function driveRoutes({ workbooks, issuer, store, faults }: DriveOptions): Router {
  const router = Router();
  const caller = (request: Request) => callerOf(request, issuer);
  addUploadRoutes(router, { store, caller, view: fileView, origin: originOf });
  const json = express.json({ limit: '2mb' });

  const ownFile = (id: string, email: string): DriveFile => {
    const file = store.get(id);
    const shared = file?.permissions.some((one) => one.type === 'anyone' || one.emailAddress === email);
    if (!file || !shared) throw new GoogleError('NOT_FOUND', `File not found: ${id}.`);
    return file;
  };
  const spreadsheet = (id: string, email: string): WorkbookDocument | null => {
    const document = workbooks.get(id);
    return document && documentPermissions(document).some((one) => one.emailAddress === email) ? document : null;
  };

  router.get('/drive/v3/files', (request, response) => {
    const { email } = caller(request);
    const { q, pageSize } = request.query;
    const test = driveQuery(typeof q === 'string' ? q : '');
    const files = store
      .list()
      .filter((file) => file.permissions.some((one) => one.emailAddress === email) && test(file))
      .slice(0, Number(pageSize ?? 100));
    const list = files.map((file) => fileResource(file, request));
    response.json(
      masked(
        { kind: 'drive#fileList', incompleteSearch: false, files: list },
        request,
        'kind,incompleteSearch,files(kind,id,name,mimeType)',
      ),
    );
  });

  router.post('/drive/v3/files', json, async (request, response) => {
    const { email } = caller(request);
    const { name, mimeType, parents } = metadataSchema.parse(request.body ?? {});
    const given = {
      ...(name === undefined ? {} : { name }),
      ...(mimeType === undefined ? {} : { mimeType }),
      ...(parents === undefined ? {} : { parents }),
    };
    response.json(fileView(await store.create(given, email), request));
  });

  router.get('/drive/v3/files/:id', (request, response, next) => {
    const { email } = caller(request);
    const document = spreadsheet(request.params.id, email);
    if (document) {
      const { owner, editors } = document.permissions;
      const view = {
        kind: 'drive#file',
        id: document.id,
        name: document.workbook.title,
        mimeType: SPREADSHEET_TYPE,
        trashed: false,
        capabilities: { canEdit: owner === email || editors.includes(email) },
        owners: [{ emailAddress: owner }],
      };
      response.json(masked(view, request, 'kind,id,name,mimeType'));
      return;
    }
    const file = ownFile(request.params.id, email);
    if (request.query.alt !== 'media') {
      response.json(fileView(file, request));
      return;
    }
    response.type(file.mimeType);
    const content = store.content(file);
    if (content) content.on('error', next).pipe(response);
    else response.end();
  });

  router.patch('/drive/v3/files/:id', json, async (request, response) => {
    const file = ownFile(request.params.id, caller(request).email);
    const { name, trashed } = patchSchema.parse(request.body ?? {});
    const { addParents, removeParents } = request.query;
    file.name = name ?? file.name;
    file.trashed = trashed ?? file.trashed;
    if (typeof removeParents === 'string')
      file.parents = file.parents.filter((id) => !removeParents.split(',').includes(id));
    if (typeof addParents === 'string') file.parents = [...new Set([...file.parents, ...addParents.split(',')])];
    await store.save();
    response.json(fileView(file, request));
  });

  router.delete('/drive/v3/files/:id', async (request, response) => {
    await store.remove(ownFile(request.params.id, caller(request).email).id);
    response.status(204).end();
  });

  router.get('/drive/v3/files/:id/permissions', (request, response) => {
    const { email } = caller(request);
    const document = spreadsheet(request.params.id, email);
    const permissions = document ? documentPermissions(document) : ownFile(request.params.id, email).permissions;
    response.json({ kind: 'drive#permissionList', permissions });
  });

  router.post('/drive/v3/files/:id/permissions', json, async (request, response) => {
    const { email } = caller(request);
    const { id } = request.params;
    const { type, role, emailAddress } = permissionSchema.parse(request.body);
    const wanted = emailAddress?.toLowerCase();
    if (type === 'user' && wanted === undefined) {
      throw new GoogleError('INVALID_ARGUMENT', 'The permission emailAddress field is required for type user.');
    }
    const document = spreadsheet(id, email);
    const refused =
      document?.permissions.refuseServiceAccounts === true && wanted !== undefined && isServiceAccount(wanted);
    if (refused || faults.take('sharing_refused', id)) {
      throw new GoogleError(
        'PERMISSION_DENIED',
        `The user does not have permission to share outside the domain: ${wanted ?? type}.`,
      );
    }
    const permission = {
      id: wanted === undefined ? randomUUID() : `user-${wanted}`,
      type,
      role,
      ...(wanted === undefined ? {} : { emailAddress: wanted }),
    };
    if (!document) {
      const file = ownFile(id, email);
      file.permissions = [...file.permissions.filter((one) => one.id !== permission.id), permission];
      await store.save();
    } else if (role === 'writer' && wanted !== undefined) {
      const { editors, owner } = document.permissions;
      if (wanted !== owner) document.permissions.editors = [...new Set([...editors, wanted])];
      document.touch();
    } else {
      throw new GoogleError(
        'INVALID_ARGUMENT',
        `Sharing a spreadsheet as ${role} with ${type} is not implemented in the workbench.`,
      );
    }
    response.json(masked({ kind: 'drive#permission', ...permission }, request, 'kind,id,type,role'));
  });

  router.delete('/drive/v3/files/:id/permissions/:permissionId', async (request, response) => {
    const { email } = caller(request);
    const { id, permissionId } = request.params;
    const document = spreadsheet(id, email);
    if (document) {
      document.permissions.editors = document.permissions.editors.filter((one) => `user-${one}` !== permissionId);
      document.touch();
    } else {
      const file = ownFile(id, email);
      file.permissions = file.permissions.filter((one) => one.id !== permissionId || one.role === 'owner');
      await store.save();
    }
    response.status(204).end();
  });

  /** What a file's link opens: people have no token in their browser, and only this machine can ask. */
  router.get('/open/:id', (request, response, next) => {
    const file = store.get(request.params.id);
    const content = file && store.content(file);
    if (!file || !content) {
      response.status(404).type('text').send('There is no such file in the workbench’s Drive folder.');
      return;
    }
    response.attachment(file.name).type(file.mimeType);
    content.on('error', next).pipe(response);
  });

  return router;
}
