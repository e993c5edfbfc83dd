import { Exception, host } from './bridge.ts';
import { enumValue, guard } from './guard.ts';

type Page = { html: string; title: string; width: number | null; height: number | null; meta: string };

const pages = new WeakMap<object, Page>();

function makeOutput(html: string): object {
  const page: Page = { html, title: '', width: null, height: null, meta: '' };
  const self: object = guard('HtmlOutput', {
    setTitle: (title: string) => {
      page.title = String(title);
      return self;
    },
    getTitle: () => page.title,
    setWidth: (width: number) => {
      page.width = width;
      return self;
    },
    getWidth: () => page.width,
    setHeight: (height: number) => {
      page.height = height;
      return self;
    },
    getHeight: () => page.height,
    getContent: () => page.html,
    setContent: (content: string) => {
      page.html = content;
      return self;
    },
    append: (content: string) => {
      page.html += content;
      return self;
    },
    clear: () => {
      page.html = '';
      return self;
    },
    addMetaTag: (name: string, content: string) => {
      page.meta += `<meta name="${escapeAttribute(name)}" content="${escapeAttribute(content)}">`;
      return self;
    },
    setXFrameOptionsMode: () => self,
    setSandboxMode: () => self,
    setFaviconUrl: () => self,
  });
  pages.set(self, page);
  return self;
}

function escapeAttribute(text: string): string {
  return String(text).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** The page behind an HtmlOutput. @throws Exception where the value is none */
export function pageOf(output: unknown, method: string): Page {
  const page = typeof output === 'object' && output !== null ? pages.get(output) : undefined;
  if (!page) throw new Exception(`The parameters don't match the method signature for ${method}.`);
  if (page.meta === '') return page;
  const at = /<head[^>]*>/i.exec(page.html);
  const place = at ? at.index + at[0].length : 0;
  return { ...page, html: page.html.slice(0, place) + page.meta + page.html.slice(place) };
}

function fileText(name: string): string {
  const html = host('htmlFile', { name: String(name) });
  if (html === null) throw new Exception(`No HTML file named ${name} was found.`);
  return html;
}

export const HtmlService = guard('HtmlService', {
  createHtmlOutputFromFile: (name: string) => makeOutput(fileText(name)),
  createHtmlOutput: (html: unknown = '') => makeOutput(String(html)),
  XFrameOptionsMode: guard('XFrameOptionsMode', { ALLOWALL: enumValue('ALLOWALL'), DEFAULT: enumValue('DEFAULT') }),
  SandboxMode: guard('SandboxMode', { IFRAME: enumValue('IFRAME') }),
});
