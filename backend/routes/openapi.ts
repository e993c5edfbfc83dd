import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation } from './operation.ts';
import { apiError } from './schemas-rest.ts';

export type Security = 'identity' | 'session';

interface PlainPath {
  readonly path: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly query?: z.ZodObject;
}

/** Paths that are no JSON operations: files by link, and this document. */
export const PLAIN_PATHS: readonly PlainPath[] = [
  file('/r/{key}/{name}', 'A result; ?w=320 for its preview', 'image/*'),
  file('/u/{key}/{name}', 'An upload; ?w=320 for its preview', 'image/*'),
  {
    path: '/v1/exports/{id}/file',
    summary: 'A ZIP; the key in the link is the permission',
    mediaType: 'application/zip',
    query: z.object({ key: z.string() }),
  },
  { path: '/openapi.json', summary: 'This document', mediaType: 'application/json' },
  { path: '/healthz', summary: 'Whether the process answers', mediaType: 'application/json' },
  { path: '/readyz', summary: 'Whether it can take work', mediaType: 'application/json' },
];

function file(path: string, summary: string, mediaType: string): PlainPath {
  return { path, summary, mediaType, query: z.object({ w: z.literal('320').optional() }) };
}

/** The OpenAPI document of these operations, made from the very schemas that they parse with. */
export function openApiDocument(
  groups: readonly { readonly security: Security; readonly operations: readonly Operation[] }[],
) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { security, operations } of groups) {
    for (const one of operations) {
      const path = paths[one.path] ?? {};
      path[one.method] = describe(one, security);
      paths[one.path] = path;
    }
  }
  for (const plain of PLAIN_PATHS) {
    paths[plain.path] = {
      get: {
        summary: plain.summary,
        security: [],
        requestParams: { path: pathParams(plain.path), ...(plain.query ? { query: plain.query } : {}) },
        responses: {
          '200': {
            description: 'OK',
            content: { [plain.mediaType]: { schema: { type: 'string', format: 'binary' } } },
          },
          '404': failure('Not found'),
        },
      },
    };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Rowshot backend', version: '1' },
      paths: paths satisfies ZodOpenApiPathsObject,
      components: {
        securitySchemes: {
          identity: { type: 'http', scheme: 'bearer', description: 'A Google ID token' },
          session: { type: 'http', scheme: 'bearer', description: 'A session token of POST /v1/sessions' },
        },
      },
    },
    { allowEmptySchema: { custom: true } },
  );
}

function describe(one: Operation, security: Security): ZodOpenApiOperationObject {
  const body = one.rawBody
    ? { content: { [one.rawBody.mediaType]: { schema: { type: 'string' as const, format: 'binary' } } } }
    : one.body
      ? { content: { 'application/json': { schema: one.body } } }
      : null;
  return {
    summary: one.summary,
    security: [{ [security]: [] }],
    requestParams: { path: one.params, query: one.query },
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...(one.answer
        ? { '200': { description: 'OK', content: { 'application/json': { schema: one.answer } } } }
        : { '204': { description: 'Done' } }),
      '400': failure('Not as expected'),
      '401': failure('Not signed in'),
      '404': failure('Not there for this caller'),
      '409': failure('In conflict with what is there'),
      '413': failure('Too large'),
    },
  };
}

function failure(description: string) {
  return { description, content: { 'application/json': { schema: apiError } } };
}

function pathParams(path: string): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}
