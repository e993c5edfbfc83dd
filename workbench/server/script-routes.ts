import { Router } from 'express';
import { z } from 'zod';
import type { ScriptRunner } from '../apps-script/script-runner.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import type { DialogAnswer, MenuResponse, ScriptResponse } from './api.ts';
import type { Presence } from './presence.ts';
import { bodyOf, documentOf, personOf } from './requests.ts';

const scriptSchema = z.object({ function: z.string().min(1), args: z.array(z.unknown()), clientId: z.string() });
const answerSchema: z.ZodType<DialogAnswer> = z.object({
  dialogId: z.string(),
  button: z.enum(['OK', 'CANCEL', 'YES', 'NO', 'CLOSE']),
  text: z.string().optional(),
});

/** Script calls, the add-on's menu, answers to scripts' questions; see api.ts. */
export function scriptRoutes(
  workbooks: WorkbookFolder,
  scripts: ScriptRunner,
  presence: Presence,
  addonName: string,
): Router {
  const router = Router();

  router.get('/workbooks/:id/menu', async (request, response) => {
    const { id } = documentOf(workbooks, request);
    const call = { workbookId: id, functionName: 'onOpen', person: personOf(request), clientId: 'menu' };
    const outcome = await scripts.run({ ...call, args: [{ authMode: 'LIMITED' }] });
    const error = outcome.ok ? null : `onOpen: ${outcome.error.message}`;
    // createAddonMenu() has no label of its own: Google shows the add-on's name.
    const menus = outcome.menus.map((menu) =>
      menu.type === 'menu' && menu.label === '' ? { ...menu, label: addonName } : menu,
    );
    const answer: MenuResponse = { menus, addonName, error };
    response.json(answer);
  });

  router.post('/workbooks/:id/script', async (request, response) => {
    const { id } = documentOf(workbooks, request);
    const body = bodyOf(scriptSchema, request);
    const { clientId, args } = body;
    const outcome = await scripts.run({
      workbookId: id,
      functionName: body.function,
      args,
      person: personOf(request),
      clientId,
    });
    const answer: ScriptResponse = outcome.ok ? { result: outcome.result } : { error: outcome.error };
    response.json(answer);
  });

  router.post('/workbooks/:id/dialog-answer', (request, response) => {
    documentOf(workbooks, request);
    presence.answer(bodyOf(answerSchema, request));
    response.status(204).end();
  });

  return router;
}
