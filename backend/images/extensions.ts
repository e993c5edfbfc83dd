const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/tiff': 'tiff',
};

/** File extension without dot for a media type that Rowshot stores; `bin` for one it does not know. */
export function extensionFor(mediaType: string): string {
  return EXTENSIONS[mediaType] ?? 'bin';
}
