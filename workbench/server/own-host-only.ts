import type { RequestHandler } from 'express';

/**
 * Refuses requests that name another host or come from another origin's page, so that no web page can reach the
 * workbench by pointing its own name at 127.0.0.1.
 * @param otherOrigins origins that may call as well (the panels' own)
 */
export function ownHostOnly(otherOrigins: () => readonly string[] = () => []): RequestHandler {
  return (request, response, next) => {
    const port = request.socket.localPort;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const host = request.headers.host?.toLowerCase() ?? '';
    if (!hosts.includes(host)) {
      response.status(403).json({ error: `This address answers at http://127.0.0.1:${port} only, not as "${host}".` });
      return;
    }
    const origin = request.headers.origin;
    const allowed = [...hosts.map((one) => `http://${one}`), ...otherOrigins()];
    if (origin !== undefined && !allowed.includes(origin.toLowerCase())) {
      response.status(403).json({ error: `Pages of ${origin} may not call the workbench.` });
      return;
    }
    next();
  };
}
