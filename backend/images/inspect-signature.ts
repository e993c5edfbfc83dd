import { fileTypeFromBuffer } from 'file-type';

/** Media types that Rowshot takes as input; each is told by content, never by a name or a header. */
export const INPUT_MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/tiff',
  'image/gif',
] as const;

export type InputMediaType = (typeof INPUT_MEDIA_TYPES)[number];

/** What some bytes are: a picture we take, or something else with its name and what to do about it. */
export type Signature =
  | { readonly kind: 'image'; readonly mediaType: InputMediaType }
  | { readonly kind: 'other'; readonly what: string; readonly advice: string };

const EXPORT_ADVICE = 'Save it as JPG or PNG and use that file.';

/** Media type by content → how a person calls it and what helps. The first matching prefix counts. */
const OTHERS: readonly (readonly [prefix: string, what: string, advice: string])[] = [
  ['image/hei', 'a HEIC photo (iPhone)', 'Export it as JPG ("Most Compatible" in the iPhone\'s camera settings).'],
  ['image/jxl', 'a JPEG XL image', EXPORT_ADVICE],
  ['image/jp2', 'a JPEG 2000 image', EXPORT_ADVICE],
  ['image/bmp', 'a BMP image', EXPORT_ADVICE],
  ['image/x-icon', 'an icon file', EXPORT_ADVICE],
  ['image/vnd.adobe.photoshop', 'a Photoshop file', 'Export it from Photoshop as JPG or PNG.'],
  ['image/', 'a picture of a kind that Rowshot does not read', EXPORT_ADVICE],
  ['application/pdf', 'a PDF document', 'Export the page or the picture in it as JPG or PNG.'],
  ['application/postscript', 'a PostScript document', 'Export it as JPG or PNG.'],
  ['application/zip', 'a ZIP archive', 'Unpack it and use the pictures in it.'],
  ['application/vnd', 'an office document', 'Use the picture itself, not a document that holds it.'],
  ['application/gzip', 'a compressed archive', 'Unpack it and use the pictures in it.'],
  ['video/', 'a video', 'Use a single frame saved as JPG or PNG.'],
  ['audio/', 'a sound file', 'Use a picture.'],
];

const SVG = { kind: 'other', what: 'an SVG drawing', advice: 'Export it as PNG and use that file.' } as const;

const isInputMediaType = (mediaType: string): mediaType is InputMediaType =>
  INPUT_MEDIA_TYPES.some((known) => known === mediaType);

/** Tells by the first bytes (some kilobytes are enough) what a file is. */
export async function readSignature(bytes: Uint8Array): Promise<Signature> {
  const found = await fileTypeFromBuffer(bytes);
  if (found === undefined) return readMagic(bytes) ?? readText(bytes);
  if (found.mime === 'image/apng') return { kind: 'image', mediaType: 'image/png' };
  if (isInputMediaType(found.mime)) return { kind: 'image', mediaType: found.mime };
  if (found.mime === 'application/xml') return readText(bytes);
  if (found.mime.startsWith('image/x-') && ['cr2', 'cr3', 'nef', 'arw', 'dng', 'raf', 'orf', 'rw2'].includes(found.ext))
    return { kind: 'other', what: `a camera raw file (${found.ext.toUpperCase()})`, advice: EXPORT_ADVICE };
  const other = OTHERS.find(([prefix]) => found.mime.startsWith(prefix));
  return other === undefined
    ? { kind: 'other', what: `a .${found.ext} file`, advice: 'Use a JPG, PNG, WEBP, AVIF, TIFF or GIF image.' }
    : { kind: 'other', what: other[1], advice: other[2] };
}

/** file-type walks a PNG's chunks and a TIFF's tags, and gives up where they end early; their first bytes still tell. */
function readMagic(bytes: Uint8Array): Signature | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (start === '\x89PNG\r\n\x1a\n') return { kind: 'image', mediaType: 'image/png' };
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return { kind: 'image', mediaType: 'image/tiff' };
  if (start.startsWith('\xff\xd8\xff')) return { kind: 'image', mediaType: 'image/jpeg' };
  return null;
}

/** Text has no magic numbers: HTML, SVG, JSON and plain text are told by how they begin. */
function readText(bytes: Uint8Array): Signature {
  const start = bytes.subarray(0, 4096);
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const text = new TextDecoder(utf16 ? 'utf-16' : 'utf-8').decode(start).trimStart();
  const lower = text.toLowerCase();
  if (/<svg[\s>/]/.test(lower)) return SVG;
  if (/^(<!--[\s\S]*?-->\s*)*(<!doctype html|<html|<head|<body|<script|<title|<meta|<div)/.test(lower)) {
    return {
      kind: 'other',
      what: 'a web page (HTML)',
      advice: 'Use the address of the picture itself, one that opens without a login.',
    };
  }
  if (lower.startsWith('<?xml') || lower.startsWith('<')) {
    const advice = "Use the picture's own address; an XML answer is often a server's refusal.";
    return { kind: 'other', what: 'an XML document', advice };
  }
  if (/^[{[]\s*["{[\]}]/.test(text)) {
    const advice = "Use the picture's own address; a JSON answer is often a server's error.";
    return { kind: 'other', what: 'JSON data', advice };
  }
  if (isReadable(text)) return { kind: 'other', what: 'plain text', advice: 'Use a JPG, PNG or WEBP image.' };
  return {
    kind: 'other',
    what: 'a file of unknown kind',
    advice: 'Use a JPG, PNG, WEBP, AVIF, TIFF or GIF image.',
  };
}

/** Bytes that decode to letters, with hardly a control or replacement character among them. */
function isReadable(text: string): boolean {
  if (text.length === 0) return false;
  let odd = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) odd += 1;
  }
  return odd / text.length < 0.02;
}
