/**
 * The script that gives a panel its `google.script.run` and `google.script.host`: it speaks `PanelMessage`s
 * (api.ts) with the page that holds the iframe. Runs in browsers; kept as text because it goes into other pages.
 */
export function panelShim(panelId: string, pageOrigins: readonly string[]): string {
  const settings = JSON.stringify({ panelId, pageOrigins }).replace(/</g, '\\u003c');
  return `<script>(${shim.toString()})(${settings});</script>`;
}

type Settings = { readonly panelId: string; readonly pageOrigins: readonly string[] };
type Handler = (value: unknown, userObject?: unknown) => void;
type Waiting = { readonly success?: Handler; readonly failure?: Handler; readonly userObject?: unknown };

/** Must not use anything outside itself: its text is all that reaches the panel. */
function shim(settings: Settings): void {
  const MAX_CALLS = 10;
  const waiting = new Map<number, Waiting>();
  const queue: (() => void)[] = [];
  let lastCall = 0;
  // The page may be open under either of its names; a message to the other one would be an error in the console.
  const parentOrigin =
    window.location.ancestorOrigins?.[0] ?? document.referrer.replace(/^(https?:\/\/[^/]+).*$/, '$1');
  const origins = settings.pageOrigins.filter((origin) => origin === parentOrigin);
  const post = (message: object) => {
    for (const origin of origins.length > 0 ? origins : settings.pageOrigins) {
      window.parent.postMessage({ ...message, panelId: settings.panelId }, origin);
    }
  };
  const illegal = (value: unknown): string | null => {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return typeof value;
    if (value instanceof Date) return 'Date';
    if (value instanceof Node && !(value instanceof HTMLFormElement)) return 'DOM element';
    if (Array.isArray(value)) {
      for (const item of value) {
        const found = illegal(item);
        if (found) return found;
      }
      return null;
    }
    if (typeof value !== 'object' || value === null) return null;
    for (const item of Object.values(value)) {
      const found = illegal(item);
      if (found) return found;
    }
    return null;
  };
  const call = (name: string, args: readonly unknown[], handlers: Waiting) => {
    for (const value of args) {
      const found = illegal(value);
      if (found) throw new TypeError(`Failed due to illegal value in property: ${found} cannot be an argument.`);
    }
    lastCall += 1;
    const callId = lastCall;
    const copy: unknown = JSON.parse(JSON.stringify(args));
    const send = () => {
      waiting.set(callId, handlers);
      post({ workbench: 'call', callId, function: name, args: copy });
    };
    if (waiting.size < MAX_CALLS) send();
    else queue.push(send);
  };
  const runner = (handlers: Waiting): unknown =>
    new Proxy(
      {},
      {
        get(_target, name) {
          if (typeof name === 'symbol' || name === 'then') return undefined;
          if (name === 'withSuccessHandler') return (success: Handler) => runner({ ...handlers, success });
          if (name === 'withFailureHandler') return (failure: Handler) => runner({ ...handlers, failure });
          if (name === 'withUserObject') return (userObject: unknown) => runner({ ...handlers, userObject });
          return (...args: unknown[]) => call(name, args, handlers);
        },
      },
    );
  window.addEventListener('message', (event) => {
    const data = event.data;
    if (event.source !== window.parent || !settings.pageOrigins.includes(event.origin)) return;
    if (typeof data !== 'object' || data === null || data.workbench !== 'result') return;
    if (data.panelId !== settings.panelId) return;
    const handlers = waiting.get(data.callId);
    if (!handlers) return;
    waiting.delete(data.callId);
    queue.shift()?.();
    const { error, result } = data.response;
    if (!error) {
      handlers.success?.(result, handlers.userObject);
      return;
    }
    const failure = new Error(error.message);
    failure.name = error.name;
    if (handlers.failure) handlers.failure(failure, handlers.userObject);
    else console.error(`Uncaught ${error.name}: ${error.message}`);
  });
  const host = {
    close: () => post({ workbench: 'host', action: 'close' }),
    setWidth: (pixels: number) => post({ workbench: 'host', action: 'setWidth', pixels }),
    setHeight: (pixels: number) => post({ workbench: 'host', action: 'setHeight', pixels }),
    editor: { focus: () => post({ workbench: 'host', action: 'focusEditor' }) },
    origin: origins[0] ?? settings.pageOrigins[0],
  };
  Object.assign(window, { google: { script: { run: runner({}), host } } });
}
