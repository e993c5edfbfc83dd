import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { raw } from 'express';
import { z } from 'zod';
import type { AccessTokenOwner } from '../identity/token-issuer.ts';
import type { DriveFile, DriveStore } from './drive-store.ts';
import { GoogleError } from './google-error.ts';

/** Chunks of a resumable upload are multiples of this, but for the last. */
const CHUNK = 256 * 1024;

export const metadataSchema = z.looseObject({
  name: z.string().optional(),
  mimeType: z.string().optional(),
  parents: z.array(z.string()).optional(),
});
type Metadata = z.infer<typeof metadataSchema>;

type Session = {
  readonly metadata: Metadata;
  readonly owner: string;
  readonly path: string;
  received: number;
  finished: DriveFile | null;
};

export type UploadSurroundings = {
  readonly store: DriveStore;
  readonly caller: (request: Request) => AccessTokenOwner;
  readonly view: (file: DriveFile, request: Request) => unknown;
  /** `http://host:port` as the request came in. */
  readonly origin: (request: Request) => string;
};

/** Adds Drive's uploads to a router: media, multipart, and resumable sessions whose address is all it takes to go on. */
export function addUploadRoutes(router: Router, surroundings: UploadSurroundings): void {
  const { store, caller, view, origin } = surroundings;
  const sessions = new Map<string, Session>();
  const path = '/upload/drive/v3/files';

  const owner = (request: Request): string => {
    const { email, kind } = caller(request);
    if (kind === 'service') {
      throw new GoogleError(
        'PERMISSION_DENIED',
        'Service Accounts do not have storage quota. Leverage shared drives or use OAuth delegation instead.',
      );
    }
    return email;
  };

  const finish = async (metadata: Metadata, email: string, temporary: string): Promise<DriveFile> => {
    const { name, mimeType, parents } = metadata;
    const given = {
      ...(name === undefined ? {} : { name }),
      ...(mimeType === undefined ? {} : { mimeType }),
      ...(parents === undefined ? {} : { parents }),
    };
    const file = await store.create(given, email);
    await store.setContent(file, temporary);
    return file;
  };

  router.post(path, async (request, response, next) => {
    const { uploadType } = request.query;
    if (uploadType === 'resumable') {
      await startSession(request, response);
      return;
    }
    if (uploadType !== 'media' && uploadType !== 'multipart') {
      throw new GoogleError('INVALID_ARGUMENT', `Invalid upload type: ${String(uploadType)}`);
    }
    next();
  });

  router.post(path, async (request, response) => {
    const email = owner(request);
    const temporary = store.temporaryPath();
    await pipeline(request, createWriteStream(temporary));
    const type = request.headers['content-type'] ?? 'application/octet-stream';
    if (request.query.uploadType === 'media') {
      response.json(view(await finish({ mimeType: type }, email, temporary), request));
      return;
    }
    const { metadata, content } = await splitMultipart(temporary, type);
    await pipeline([content], createWriteStream(temporary));
    response.json(view(await finish(metadata, email, temporary), request));
  });

  async function startSession(request: Request, response: Response): Promise<void> {
    const email = owner(request);
    await new Promise<void>((resolve, reject) => {
      raw({ type: () => true, limit: '1mb' })(request, response, (error: unknown) =>
        error ? reject(error) : resolve(),
      );
    });
    const text = request.body instanceof Buffer ? request.body.toString('utf8') : '';
    const metadata = metadataSchema.parse(text === '' ? {} : JSON.parse(text));
    const uploadId = randomBytes(24).toString('base64url');
    const mimeType = metadata.mimeType ?? request.get('x-upload-content-type');
    const temporary = store.temporaryPath();
    await pipeline([], createWriteStream(temporary));
    const session: Session = {
      metadata: { ...metadata, ...(mimeType === undefined ? {} : { mimeType }) },
      owner: email,
      path: temporary,
      received: 0,
      finished: null,
    };
    sessions.set(uploadId, session);
    const query = new URLSearchParams({ uploadType: 'resumable', upload_id: uploadId });
    const { fields } = request.query;
    if (typeof fields === 'string') query.set('fields', fields);
    response
      .set('location', `${origin(request)}${path}?${query}`)
      .set('x-guploader-uploadid', uploadId)
      .status(200)
      .end();
  }

  router.put(path, async (request, response) => {
    const session = sessions.get(String(request.query.upload_id));
    if (!session) throw new GoogleError('NOT_FOUND', 'The upload session was not found; it may have run out.');
    if (session.finished) {
      response.json(view(session.finished, request));
      return;
    }
    const length = Number(request.headers['content-length'] ?? 0);
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(request.get('content-range') ?? '');
    const total = range?.[3] === undefined || range[3] === '*' ? null : Number(range[3]);
    const start = range?.[1] === undefined ? null : Number(range[1]);
    if (request.get('content-range') !== undefined && !range)
      throw new GoogleError('INVALID_ARGUMENT', 'Failed to parse Content-Range header.');
    const whole = !range;
    if (whole || start !== null) {
      if (!whole && start !== session.received) {
        if (start !== null && start > session.received)
          throw new GoogleError('INVALID_ARGUMENT', 'Invalid request. The chunk does not follow the last one.');
        request.resume();
        answerProgress(session, response);
        return;
      }
      const end = range ? Number(range[2]) + 1 : null;
      const last = whole || (total !== null && end === total);
      if (!last && length % CHUNK !== 0) {
        throw new GoogleError(
          'INVALID_ARGUMENT',
          `Invalid request. The number of bytes uploaded is required to be equal or greater than 262144, except for the final request (it's recommended to be the exact multiple of 262144).`,
        );
      }
      await pipeline(request, createWriteStream(session.path, { flags: 'r+', start: session.received }));
      session.received = whole ? (await stat(session.path)).size : (end ?? session.received);
      if (last) {
        session.finished = await finish(session.metadata, session.owner, session.path);
        response.json(view(session.finished, request));
        return;
      }
    } else if (total !== null && total === session.received) {
      session.finished = await finish(session.metadata, session.owner, session.path);
      response.json(view(session.finished, request));
      return;
    }
    answerProgress(session, response);
  });

  router.delete(path, (request, response) => {
    const id = String(request.query.upload_id);
    const session = sessions.get(id);
    sessions.delete(id);
    if (session && !session.finished) store.dropTemporary(session.path);
    response.status(499).end();
  });
}

/** 308 with how far it came; without a Range header nothing has arrived. */
function answerProgress(session: Session, response: Response): void {
  if (session.received > 0) response.set('range', `bytes=0-${session.received - 1}`);
  response.status(308).end();
}

async function splitMultipart(path: string, type: string): Promise<{ metadata: Metadata; content: Buffer }> {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined)
    throw new GoogleError('INVALID_ARGUMENT', 'Malformed multipart body: there is no boundary.');
  const body = await readFile(path);
  const mark = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    parts.push(body.subarray(at + mark.length + 2, next - 2));
    at = next;
  }
  const [head, content] = parts.map((part) => {
    const split = part.indexOf('\r\n\r\n');
    return { headers: part.subarray(0, split).toString('latin1'), bytes: part.subarray(split + 4) };
  });
  if (!head || !content) throw new GoogleError('INVALID_ARGUMENT', 'Malformed multipart body.');
  const metadata = metadataSchema.parse(JSON.parse(head.bytes.toString('utf8')));
  const mimeType = metadata.mimeType ?? /content-type:\s*([^\r\n]+)/i.exec(content.headers)?.[1];
  return { metadata: { ...metadata, ...(mimeType === undefined ? {} : { mimeType }) }, content: content.bytes };
}
