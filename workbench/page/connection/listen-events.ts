import type { WorkbenchEvent } from '../../server/api.ts';

export type EventListeners = {
  /** Where to listen from; asked anew at each attempt, so that nothing is missed or sent twice. */
  readonly address: () => string;
  readonly onEvent: (event: WorkbenchEvent) => void;
  /** The stream is open (again). */
  readonly onOpen: () => void;
  /** The stream broke; the next attempt follows by itself. */
  readonly onLost: () => void;
};

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 4000;

/**
 * Listens to the server's events and comes back by itself when the server does.
 * The browser's own retry is not used: it would repeat the revision of the first attempt.
 */
export function listenEvents(listeners: EventListeners): { close: () => void; retryNow: () => void } {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let closed = false;

  const onMessage = (message: MessageEvent<string>) => {
    const event: WorkbenchEvent = JSON.parse(message.data);
    listeners.onEvent(event);
  };

  const open = () => {
    window.clearTimeout(timer);
    source?.close();
    const attempt = new EventSource(listeners.address());
    source = attempt;
    for (const type of ['operations', 'activity', 'reload']) attempt.addEventListener(type, onMessage);
    attempt.addEventListener('open', () => {
      wait = FIRST_WAIT_MS;
      listeners.onOpen();
    });
    attempt.addEventListener('error', () => {
      attempt.close();
      if (closed || source !== attempt) return;
      listeners.onLost();
      timer = window.setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 1.6);
    });
  };

  open();
  return {
    close: () => {
      closed = true;
      window.clearTimeout(timer);
      source?.close();
    },
    retryNow: () => {
      wait = FIRST_WAIT_MS;
      open();
    },
  };
}
