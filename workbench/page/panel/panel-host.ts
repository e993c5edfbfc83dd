import type { PanelAnswer, PanelMessage, ScriptResponse } from '../../server/api.ts';
import { callScript } from '../commands/run-script.ts';
import type { Page } from '../state/page.ts';

export type OpenPanel = {
  readonly panelId: string;
  readonly url: string;
  readonly frame: HTMLIFrameElement;
  readonly onClose: () => void;
  readonly onSize: (side: 'width' | 'height', pixels: number) => void;
};

const panels = new Set<OpenPanel>();

/** Google lets a panel have ten calls under way; the eleventh waits. */
const MOST_CALLS = 10;

/** Lets a panel's messages through while it is open. @returns what closes it */
export function registerPanel(panel: OpenPanel): () => void {
  panels.add(panel);
  return () => panels.delete(panel);
}

function isPanelMessage(data: unknown): data is PanelMessage {
  return typeof data === 'object' && data !== null && 'workbench' in data && 'panelId' in data;
}

/** Answers panels: calls of the script's functions, and what `google.script.host` asks of the page. */
export function listenPanels(page: Page): void {
  const counts = new Map<string, number>();
  const waiting: (() => void)[] = [];

  const run = async (panel: OpenPanel, message: Extract<PanelMessage, { workbench: 'call' }>) => {
    const before = counts.get(panel.panelId) ?? 0;
    if (before >= MOST_CALLS) await new Promise<void>((resolve) => waiting.push(resolve));
    counts.set(panel.panelId, (counts.get(panel.panelId) ?? 0) + 1);
    const response = await answer(page, message.function, message.args);
    counts.set(panel.panelId, (counts.get(panel.panelId) ?? 1) - 1);
    waiting.shift()?.();
    const reply: PanelAnswer = { workbench: 'result', panelId: panel.panelId, callId: message.callId, response };
    panel.frame.contentWindow?.postMessage(reply, new URL(panel.url).origin);
  };

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (!isPanelMessage(data)) return;
    const panel = [...panels].find(
      (one) =>
        one.panelId === data.panelId &&
        one.frame.contentWindow === event.source &&
        new URL(one.url).origin === event.origin,
    );
    if (!panel) return;
    if (data.workbench === 'call') void run(panel, data);
    else if (data.action === 'close') panel.onClose();
    else if (data.action === 'focusEditor') page.focusGrid();
    else if ('pixels' in data) panel.onSize(data.action === 'setWidth' ? 'width' : 'height', data.pixels);
  });
}

/** A call always gets an answer, so that the panel's promise settles whatever happens. */
async function answer(page: Page, name: string, args: readonly unknown[]): Promise<ScriptResponse> {
  try {
    return await callScript(page, name, args);
  } catch (error) {
    const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name: kind, message } };
  }
}
