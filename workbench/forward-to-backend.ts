import { request as httpRequest } from 'node:http';
import type { RequestHandler } from 'express';

/** Result links, uploads and export downloads: what a browser opens by address. All else of the backend stays its own. */
const FORWARDED = /^\/(r|u)\/|^\/v1\/exports\/[^/]+\/file$/;

/**
 * Answers links at the page's own address by asking the backend, whose port changes with every start: so links that
 * were written into cells outlive a restart.
 */
export function forwardToBackend(backendUrl: () => string): RequestHandler {
  return (request, response, next) => {
    const read = request.method === 'GET' || request.method === 'HEAD';
    if (!read || !FORWARDED.test(request.path)) return next();
    const target = new URL(request.originalUrl, backendUrl());
    const upstream = httpRequest(
      target,
      { method: request.method, headers: { ...request.headers, host: target.host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.on('error', (error) => {
      if (response.headersSent) response.destroy(error);
      else response.status(502).type('text').send('Rowshot is starting. Reload in a moment.');
    });
    response.on('close', () => upstream.destroy());
    upstream.end();
  };
}
