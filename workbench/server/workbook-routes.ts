import { Router } from 'express';
import { z } from 'zod';
import { PROTECTED_MESSAGE, protectedFrom } from '../workbook/protection.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import { gridRangeSchema, operationSchema } from '../workbook/workbook-schema.ts';
import type { OperationsResponse, Selection, Sharing, UndoResponse, WorkbookList, WorkbookSnapshot } from './api.ts';
import { EventStream } from './event-stream.ts';
import type { Presence } from './presence.ts';
import { bodyOf, documentOf, mayEdit, personOf, RequestError } from './requests.ts';

const titleSchema = z.object({ title: z.string().trim().min(1).max(200) });
const operationsSchema = z.object({
  clientId: z.string().min(1),
  baseRevision: z.number().int().min(0),
  operations: z.array(operationSchema),
});
const clientSchema = z.object({ clientId: z.string().min(1) });
const selectionSchema: z.ZodType<Selection> = z.object({
  tabId: z.number().int(),
  ranges: z.array(gridRangeSchema).min(1),
  activeCell: z.object({ row: z.number().int().min(0), column: z.number().int().min(0) }),
});
const sharingSchema: z.ZodType<Sharing> = z.object({
  owner: z.string().min(1),
  editors: z.array(z.string().min(1)),
  refuseServiceAccounts: z.boolean(),
});

/** Spreadsheets, their operations and events; see api.ts. */
export function workbookRoutes(workbooks: WorkbookFolder, presence: Presence): Router {
  const router = Router();

  router.get('/workbooks', (request, response) => {
    const { email } = personOf(request);
    const mine = workbooks.list().filter((document) => mayEdit(document, email));
    const answer: WorkbookList = {
      workbooks: mine.map(({ id, workbook, revision, updatedAt }) => ({
        id,
        title: workbook.title,
        revision,
        tabs: workbook.tabs.length,
        updatedAt,
      })),
      unreadable: workbooks.unreadable,
    };
    response.json(answer);
  });

  router.post('/workbooks', (request, response) => {
    const person = personOf(request);
    const document = workbooks.create(bodyOf(titleSchema, request).title, person.email);
    const answer: WorkbookSnapshot = {
      workbook: document.workbook,
      revision: document.revision,
      person,
      canEdit: true,
      selection: presence.selection(document, person),
    };
    response.status(201).json(answer);
  });

  router.get('/workbooks/:id', (request, response) => {
    const document = documentOf(workbooks, request);
    const person = personOf(request);
    const answer: WorkbookSnapshot = {
      workbook: document.workbook,
      revision: document.revision,
      person,
      canEdit: true,
      selection: presence.selection(document, person),
    };
    response.json(answer);
  });

  router.delete('/workbooks/:id', async (request, response) => {
    await workbooks.remove(documentOf(workbooks, request).id);
    response.status(204).end();
  });

  router.post('/workbooks/:id/operations', (request, response) => {
    const document = documentOf(workbooks, request);
    const { clientId, baseRevision, operations } = bodyOf(operationsSchema, request);
    const { email } = personOf(request);
    for (const operation of operations) {
      if (protectedFrom(document.workbook, operation, email, document.permissions.owner)) {
        throw new RequestError(403, PROTECTED_MESSAGE);
      }
    }
    const { missed, applied } = document.applyFrom(clientId, baseRevision, operations);
    const answer: OperationsResponse = { revision: document.revision, missed, applied };
    response.json(answer);
  });

  for (const way of ['undo', 'redo'] as const) {
    router.post(`/workbooks/:id/${way}`, (request, response) => {
      const document = documentOf(workbooks, request);
      const { clientId } = bodyOf(clientSchema, request);
      const applied = way === 'undo' ? document.undo(clientId) : document.redo(clientId);
      const answer: UndoResponse = { revision: document.revision, applied, ...document.canUndo(clientId) };
      response.json(answer);
    });
  }

  router.get('/workbooks/:id/events', (request, response) => {
    const document = documentOf(workbooks, request);
    const person = personOf(request);
    const { since, client } = request.query;
    const revision = Number(since ?? document.revision);
    const stream = new EventStream(response);
    const missed = document.missedSince(revision);
    if (missed) stream.operations(missed);
    else stream.send({ type: 'reload', revision: document.revision });
    const stopChanges = document.onChange((applied) => stream.operations(applied));
    const stopListening = presence.listen({
      workbookId: document.id,
      personName: person.name,
      clientId: typeof client === 'string' ? client : '',
      tell: (activity) => stream.send({ type: 'activity', activity }),
    });
    response.on('close', () => {
      stopChanges();
      stopListening();
      stream.close();
    });
  });

  router.put('/workbooks/:id/selection', (request, response) => {
    const document = documentOf(workbooks, request);
    presence.setSelection(document.id, personOf(request), bodyOf(selectionSchema, request));
    response.status(204).end();
  });

  router.get('/workbooks/:id/sharing', (request, response) => {
    const answer: Sharing = documentOf(workbooks, request).permissions;
    response.json(answer);
  });

  router.put('/workbooks/:id/sharing', (request, response) => {
    const document = documentOf(workbooks, request);
    const { owner, editors, refuseServiceAccounts } = bodyOf(sharingSchema, request);
    if (owner.toLowerCase() !== document.permissions.owner) {
      throw new RequestError(400, `The owner stays ${document.permissions.owner}.`);
    }
    document.permissions.editors = editors.map((email) => email.toLowerCase());
    document.permissions.refuseServiceAccounts = refuseServiceAccounts;
    document.touch();
    response.json(document.permissions);
  });

  return router;
}
