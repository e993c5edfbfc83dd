import { Exception, host, local } from './bridge.ts';
import { enumName, enumValue, guard } from './guard.ts';

type Bytes = number[];

/** Apps Script's bytes are signed. */
const signed = (bytes: readonly number[]): Bytes => bytes.map((byte) => (byte > 127 ? byte - 256 : byte));
const unsigned = (bytes: readonly number[]): Bytes => bytes.map((byte) => byte & 255);

type BlobContent = { bytes: () => Bytes; type: string | null; name: string | null; text: () => string };

const blobs = new WeakMap<object, BlobContent>();

/** A Blob of the script. `bytes` and `text` are asked for only when needed; bytes are 0 – 255. */
export function makeBlob(content: BlobContent): object {
  const self: object = guard('Blob', {
    getBytes: () => signed(content.bytes()),
    getDataAsString: (_charset?: string) => content.text(),
    getContentType: () => content.type,
    getName: () => content.name,
    setName: (name: string) => {
      content.name = name;
      return self;
    },
    setContentType: (type: string) => {
      content.type = type;
      return self;
    },
    copyBlob: () => makeBlob({ ...content }),
    isGoogleType: () => false,
  });
  blobs.set(self, content);
  return self;
}

export function blobContent(value: unknown): BlobContent | null {
  return typeof value === 'object' && value !== null ? (blobs.get(value) ?? null) : null;
}

/** Text or (signed) bytes as bytes 0 – 255. */
export function bytesOf(value: unknown): Bytes {
  if (typeof value === 'string') return local('toBytes', { text: value });
  if (Array.isArray(value)) return unsigned(value.map(Number));
  const blob = blobContent(value);
  if (blob) return blob.bytes();
  throw new Exception('Expected a text, an array of bytes or a blob.');
}

export function base64Of(value: unknown): string {
  return local('toBase64', { bytes: bytesOf(value) });
}

const webSafe = (base64: string) => base64.replace(/\+/g, '-').replace(/\//g, '_');

function newBlob(data: unknown, type: string | null = null, name: string | null = null): object {
  const bytes = () => bytesOf(data);
  return makeBlob({
    bytes,
    text: () => (typeof data === 'string' ? data : local('toText', { bytes: bytes() })),
    type,
    name,
  });
}

export const Utilities = guard('Utilities', {
  DigestAlgorithm: guard('DigestAlgorithm', {
    MD2: enumValue('MD2'),
    MD5: enumValue('MD5'),
    SHA_1: enumValue('SHA_1'),
    SHA_256: enumValue('SHA_256'),
    SHA_384: enumValue('SHA_384'),
    SHA_512: enumValue('SHA_512'),
  }),
  MacAlgorithm: guard('MacAlgorithm', {
    HMAC_SHA_1: enumValue('HMAC_SHA_1'),
    HMAC_SHA_256: enumValue('HMAC_SHA_256'),
    HMAC_SHA_384: enumValue('HMAC_SHA_384'),
    HMAC_SHA_512: enumValue('HMAC_SHA_512'),
  }),
  Charset: guard('Charset', { UTF_8: enumValue('UTF_8'), US_ASCII: enumValue('US_ASCII') }),
  getUuid: () => local('uuid', {}),
  sleep: (milliseconds: number) => {
    host('sleep', { milliseconds });
  },
  computeDigest: (algorithm: unknown, value: unknown, _charset?: unknown) =>
    signed(local('digest', { algorithm: enumName(algorithm) ?? '', bytes: bytesOf(value) })),
  computeHmacSha256Signature: (value: unknown, key: unknown, _charset?: unknown) =>
    signed(local('hmac', { algorithm: 'HMAC_SHA_256', bytes: bytesOf(value), key: bytesOf(key) })),
  computeHmacSignature: (algorithm: unknown, value: unknown, key: unknown, _charset?: unknown) =>
    signed(local('hmac', { algorithm: enumName(algorithm) ?? '', bytes: bytesOf(value), key: bytesOf(key) })),
  base64Encode: (value: unknown, _charset?: unknown) => base64Of(value),
  base64EncodeWebSafe: (value: unknown, _charset?: unknown) => webSafe(base64Of(value)),
  base64Decode: (text: string, _charset?: unknown) => signed(local('fromBase64', { base64: text })),
  base64DecodeWebSafe: (text: string, _charset?: unknown) =>
    signed(local('fromBase64', { base64: text.replace(/-/g, '+').replace(/_/g, '/') })),
  newBlob,
  formatDate: (date: Date, timeZone: string, pattern: string) =>
    local('formatDate', { milliseconds: date.getTime(), timeZone, pattern }),
  jsonStringify: (value: unknown) => JSON.stringify(value),
  jsonParse: (text: string): unknown => JSON.parse(text),
});
