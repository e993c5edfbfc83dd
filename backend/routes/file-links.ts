import { type Request, type Response, Router } from 'express';
import { HttpError } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';
import { previewFile, serveFile } from './serve-file.ts';

const NOT_HERE = 'This link is not valid any more. Open the batch in the sidebar for a new one.';

/** Files by link: the link itself is the permission. */
export function fileLinks({ batches, links, exports }: AppDeps): Router {
  const router = Router();
  const { files, store } = batches;

  const send = async (request: Request, response: Response, file: string, name: string) => {
    response.setHeader('cache-control', 'private, max-age=300');
    // Google's servers and other origins show our pictures; that is what they are for.
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    const { w } = request.query;
    if (w !== undefined && w !== '320')
      throw new HttpError(400, 'bad_request', 'Previews are 320 pixels wide: ?w=320.');
    const key = w === undefined ? file : await previewFile(files, file);
    await serveFile(files, { file: key, name, disposition: 'inline' }, request, response);
  };

  router.get('/r/:key/:name', async (request, response) => {
    const target = links.read(request.params.key);
    const found = target ? await store.rowByLink(target.file) : null;
    if (!target || !found || found.batch.linkVersion !== target.linkVersion) {
      throw new HttpError(404, 'not_found', NOT_HERE);
    }
    await send(request, response, target.file, found.output.name.split('/').at(-1) ?? 'image');
  });

  router.get('/u/:key/:name', async (request, response) => {
    const upload = await store.getUpload(request.params.key);
    if (!upload) throw new HttpError(404, 'not_found', NOT_HERE);
    await send(request, response, upload.file, upload.name);
  });

  router.get('/v1/exports/:id/file', async (request, response) => {
    const { key } = request.query;
    const found = typeof key === 'string' ? await exports.file(request.params.id, key) : null;
    if (!found) throw new HttpError(404, 'not_found', 'There is no such file; make the ZIP again.');
    response.setHeader('cache-control', 'private, no-store');
    await serveFile(files, { ...found, disposition: 'attachment' }, request, response);
  });
  return router;
}
