import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Caller } from '../ports.ts';
import { HttpError } from './answer-errors.ts';

/** A request's body may have this many bytes, uploads apart: a chunk of 500 rows with long prompts fits. */
export const MAX_BODY_BYTES = 12 * 1024 * 1024;

/** What an operation is given: parsed parameters and who asks. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body's bytes as they came. */
  readonly bytes: Uint8Array;
  readonly caller: Caller;
}

interface Described {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** `/v1/batches/{id}`. */
  readonly path: string;
  readonly summary: string;
}

/** One path of the JSON API: what it takes, what it answers, and what it does. The OpenAPI document is made from these. */
export interface Operation extends Described {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  /** Media type of a body that is not JSON, with its largest size. */
  readonly rawBody: { readonly mediaType: string; readonly maxBytes: number } | null;
  /** null: no content. */
  readonly answer: z.ZodType | null;
  run(request: Request, bytes: Uint8Array, caller: Caller): Promise<unknown>;
}

interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A> extends Described {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly rawBody?: { readonly mediaType: string; readonly maxBytes: number };
  readonly answer?: z.ZodType<A>;
  handle(input: Input<z.output<P>, z.output<Q>, z.output<B>>): Promise<A>;
}

/** Ties schemas and handler together, so that a handler only ever sees what was parsed. */
export function operation<
  A,
  P extends z.ZodObject = z.ZodObject<Record<string, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<string, never>>,
  B extends z.ZodType = z.ZodUnknown,
>(definition: Definition<P, Q, B, A>): Operation {
  const { params, query, body } = definition;
  return {
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    params: params ?? z.object({}),
    query: query ?? z.object({}),
    body: body ?? null,
    rawBody: definition.rawBody ?? null,
    answer: definition.answer ?? null,
    async run(request, bytes, caller) {
      const input = {
        params: parse(params, request.params, 'path'),
        query: parse(query, request.query, 'query'),
        body: body ? parse(body, bytes.length === 0 ? undefined : readJson(bytes), 'body') : undefined,
        bytes,
        caller,
      };
      // The three were parsed by the very schemas that give the handler its types.
      return definition.handle(input as Input<z.output<P>, z.output<Q>, z.output<B>>);
    },
  };
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return {};
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || where}: ${issue.message}`);
  throw new HttpError(400, 'bad_request', `The ${where} is not as expected. ${said.join('; ')}.`);
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new HttpError(400, 'bad_request', 'The body is not JSON.');
  }
}

/** Mounts operations; `authenticate` answers who asks or throws. */
export function mountOperations(
  operations: readonly Operation[],
  authenticate: (request: Request) => Promise<Caller>,
): Router {
  const router = Router();
  for (const one of operations) {
    const limit = one.rawBody?.maxBytes ?? MAX_BODY_BYTES;
    // Who asks is settled before a byte of the body is taken in.
    const callers = new WeakMap<Request, Caller>();
    router[one.method](
      expressPath(one.path),
      async (request: Request, _response: Response, next: () => void) => {
        callers.set(request, await authenticate(request));
        next();
      },
      express.raw({ type: () => true, limit }),
      async (request: Request, response: Response) => {
        const caller = callers.get(request);
        if (!caller) throw new Error('The caller is not known.');
        const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const answer = await one.run(request, bytes, caller);
        response.setHeader('cache-control', 'no-store');
        if (one.answer === null) response.status(204).end();
        else response.status(200).json(answer);
      },
    );
  }
  return router;
}

/** `/v1/batches/{id}` → `/v1/batches/:id`. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
