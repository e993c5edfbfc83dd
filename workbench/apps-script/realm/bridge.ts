import type { Bridge, BridgeAnswer, HostCallName, HostCalls, LocalCallName, LocalCalls } from '../host-protocol.ts';

/** Everything in this folder runs inside the script's realm, where errors and values must be made. */

let bridge: Bridge | null = null;

export function setBridge(given: Bridge): void {
  bridge = given;
}

/** What Google's services throw. */
export class Exception extends Error {
  override name = 'Exception';
}

function through<T>(name: string, args: unknown): T {
  if (!bridge) throw new Exception('The realm was not opened.');
  const answer: BridgeAnswer<T> = JSON.parse(bridge(name, JSON.stringify(args)));
  if ('error' in answer) throw new Exception(answer.error);
  return answer.ok;
}

export function host<K extends HostCallName>(name: K, args: HostCalls[K]['args']): HostCalls[K]['result'] {
  return through<HostCalls[K]['result']>(name, args);
}

export function local<K extends LocalCallName>(name: K, args: LocalCalls[K]['args']): LocalCalls[K]['result'] {
  return through<LocalCalls[K]['result']>(`local.${name}`, args);
}
