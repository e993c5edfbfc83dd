import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { BridgeAnswer, LocalCallName, LocalCalls } from './host-protocol.ts';

type LocalHandlers = { readonly [K in LocalCallName]: (args: LocalCalls[K]['args']) => LocalCalls[K]['result'] };

/** Node's names for Apps Script's algorithms. */
function algorithmOf(name: string): string {
  const plain = name
    .replace(/^HMAC_/, '')
    .replace('_', '')
    .toLowerCase();
  if (!['md5', 'sha1', 'sha256', 'sha384', 'sha512'].includes(plain))
    throw new Error(`${name} is not implemented in the workbench`);
  return plain;
}

const handlers: LocalHandlers = {
  uuid: () => randomUUID(),
  digest: ({ algorithm, bytes }) => [...createHash(algorithmOf(algorithm)).update(Buffer.from(bytes)).digest()],
  hmac: ({ algorithm, bytes, key }) => [
    ...createHmac(algorithmOf(algorithm), Buffer.from(key)).update(Buffer.from(bytes)).digest(),
  ],
  toBytes: ({ text }) => [...Buffer.from(text, 'utf8')],
  toText: ({ bytes }) => Buffer.from(bytes).toString('utf8'),
  fromBase64: ({ base64 }) => {
    if (!/^[A-Za-z0-9+/\s]*=*\s*$/.test(base64)) throw new Error('Could not decode string.');
    return [...Buffer.from(base64, 'base64')];
  },
  toBase64: ({ bytes }) => Buffer.from(bytes).toString('base64'),
  formatDate: ({ milliseconds, timeZone, pattern }) => formatDate(milliseconds, timeZone, pattern),
};

function isLocalCall(name: string): name is LocalCallName {
  return Object.hasOwn(handlers, name);
}

function dispatch<K extends LocalCallName>(name: K, args: LocalCalls[K]['args']) {
  return handlers[name](args);
}

/** Answers what needs no workbook: digests, base64, dates. */
export function answerLocalCall(name: string, argsJson: string): string {
  try {
    if (!isLocalCall(name)) throw new Error(`The workbench has no local call "${name}".`);
    const ok: unknown = dispatch(name, JSON.parse(argsJson));
    return JSON.stringify({ ok } satisfies BridgeAnswer<unknown>);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return JSON.stringify({ error: message } satisfies BridgeAnswer<unknown>);
  }
}

/** Java's SimpleDateFormat, as far as date patterns commonly go. */
function formatDate(milliseconds: number, timeZone: string, pattern: string): string {
  const zone = /^(GMT|UTC)[+-]\d/.test(timeZone)
    ? timeZone.replace(/^(GMT|UTC)/, '').replace(/^([+-])(\d)(:|$)/, '$10$2$3')
    : timeZone;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(new Date(milliseconds));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const monthNumber = new Date(`${part('month')} 1, 2000`).getMonth() + 1;
  const hours = Number(part('hour'));
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const two = (value: number | string, length: number) => String(value).padStart(length, '0');
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (token, quoted?: string) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    const length = token.length;
    switch (token[0]) {
      case 'y':
        return length === 2 ? part('year').slice(-2) : part('year');
      case 'M':
        return length < 3 ? two(monthNumber, length) : length === 3 ? part('month').slice(0, 3) : part('month');
      case 'd':
        return two(part('day'), length);
      case 'E':
        return length < 4 ? part('weekday').slice(0, 3) : part('weekday');
      case 'H':
        return two(hours, length);
      case 'h':
        return two(hours % 12 || 12, length);
      case 'm':
        return two(Number(part('minute')), length);
      case 's':
        return two(Number(part('second')), length);
      case 'S':
        return two(new Date(milliseconds).getMilliseconds(), length);
      case 'a':
        return hours < 12 ? 'AM' : 'PM';
      case 'Z':
        return offset.replace(':', '');
      case 'X':
        return offset === '+00:00' ? 'Z' : offset;
      case 'z':
        return offset === '+00:00' ? 'GMT' : `GMT${offset}`;
      default:
        throw new Error(`Illegal pattern character '${token[0]}'`);
    }
  });
}
