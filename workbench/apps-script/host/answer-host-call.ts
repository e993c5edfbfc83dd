import type { BridgeAnswer, HostCallName, HostCalls } from '../host-protocol.ts';
import type { CallContext, Handlers } from './call-context.ts';
import { HostError } from './host-error.ts';
import { serviceHandlers } from './service-handlers.ts';
import { sheetHandlers } from './sheet-handlers.ts';

const handlers: Handlers = { ...sheetHandlers, ...serviceHandlers };

function isHostCall(name: string): name is HostCallName {
  return Object.hasOwn(handlers, name);
}

function dispatch<K extends HostCallName>(name: K, args: HostCalls[K]['args'], context: CallContext) {
  return handlers[name](args, context);
}

/** Answers one call out of the realm, as JSON. What goes wrong inside the workbench is logged; the script gets its message. */
export async function answerHostCall(name: string, argsJson: string, context: CallContext): Promise<string> {
  try {
    if (!isHostCall(name)) throw new HostError(`The workbench has no host call "${name}".`);
    const ok: unknown = await dispatch(name, JSON.parse(argsJson), context);
    return JSON.stringify({ ok } satisfies BridgeAnswer<unknown>);
  } catch (error) {
    if (!(error instanceof HostError)) console.error(`The workbench failed in ${name}:`, error);
    const message = error instanceof Error ? error.message : String(error);
    return JSON.stringify({ error: message } satisfies BridgeAnswer<unknown>);
  }
}
