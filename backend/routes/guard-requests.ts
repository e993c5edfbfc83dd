import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Log } from '../batches/deps.ts';
import { answerError, HttpError } from './answer-errors.ts';

/** Headers that every answer carries. Scripts of any page may read answers: a token is needed, and no cookie is ever read. */
export function secureHeaders(): RequestHandler {
  return (request, response, next) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader(
      'access-control-expose-headers',
      'content-disposition, content-length, content-range, x-request-id',
    );
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, range');
    response.setHeader('access-control-max-age', '600');
    response.status(204).end();
  };
}

/**
 * Refuses requests for another host (a page of somebody else's whose name leads to this machine) and from pages that are
 * neither on this machine nor ours. null: behind Google's front end every name is ours, and the token decides.
 */
export function ownHostOnly(hosts: () => readonly string[] | null): RequestHandler {
  return (request, _response, next) => {
    const allowed = hosts();
    if (allowed !== null && !allowed.includes((request.get('host') ?? '').toLowerCase())) {
      throw new HttpError(403, 'foreign_host', 'This Rowshot answers only under its own address.');
    }
    const origin = request.get('origin');
    if (allowed !== null && origin !== undefined && !isNear(origin, allowed)) {
      throw new HttpError(403, 'foreign_origin', 'Pages of other sites may not call this Rowshot.');
    }
    next();
  };
}

function isNear(origin: string, hosts: readonly string[]): boolean {
  const url = URL.parse(origin);
  return url !== null && (['127.0.0.1', 'localhost'].includes(url.hostname) || hosts.includes(url.host));
}

/** Gives each request an id and logs its outcome: method, path without query, status, time. */
export function logRequests(log: Log): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    const startedAt = performance.now();
    response.setHeader('x-request-id', id);
    response.locals.requestId = id;
    response.once('close', () => {
      // The key in a file link is a permission: only its kind is logged.
      const path = request.path.replace(/^\/([ru])\/.*/, '/$1/…');
      const ms = Math.round(performance.now() - startedAt);
      log('request', { id, method: request.method, path, status: response.statusCode, ms });
    });
    next();
  };
}

/** Turns what was thrown into an answer. Four arguments: that is how express knows an error handler. */
export function answerErrors(log: Log) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const { status, body, unexpected } = answerError(error);
    if (unexpected) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log('request failed', { id: String(response.locals.requestId), error: said.slice(0, 4000) });
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.removeHeader('content-length');
    response.removeHeader('content-disposition');
    response.setHeader('cache-control', 'no-store');
    response.status(status).json(body);
  };
}
