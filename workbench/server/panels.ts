import { randomUUID } from 'node:crypto';
import { type Express, default as express } from 'express';
import { ownHostOnly } from './own-host-only.ts';
import { panelShim } from './panel-shim.ts';

/** Pages are kept for reloads of an open panel; the oldest go first. */
const MAX_PANELS = 50;

/** The pages that scripts showed in sidebars and dialogs. */
export class Panels {
  private readonly pages = new Map<string, string>();

  publish(html: string): string {
    const panelId = randomUUID();
    this.pages.set(panelId, html);
    const [oldest] = this.pages.keys();
    if (this.pages.size > MAX_PANELS && oldest !== undefined) this.pages.delete(oldest);
    return panelId;
  }

  page(panelId: string): string | undefined {
    return this.pages.get(panelId);
  }
}

/**
 * Serves scripts' pages at `/panel/:id`. Listen on a port of its own: a panel must not share the grid page's origin.
 * @param pageOrigins origins of the grid page, which alone may hold and talk to a panel
 */
export function createPanelApp(panels: Panels, pageOrigins: () => readonly string[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(ownHostOnly(pageOrigins));
  app.get('/panel/:panelId', (request, response) => {
    const html = panels.page(request.params.panelId);
    if (html === undefined) {
      response.status(404).type('text').send('This panel is gone. Close it and open it again from the menu.');
      return;
    }
    const origins = pageOrigins();
    const shim = panelShim(request.params.panelId, origins);
    const head = /<head[^>]*>/i.exec(html) ?? /<html[^>]*>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html);
    const at = head ? head.index + head[0].length : 0;
    response
      .set({
        'content-security-policy': `frame-ancestors ${origins.join(' ')}`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .type('html')
      .send(html.slice(0, at) + shim + html.slice(at));
  });
  return app;
}
