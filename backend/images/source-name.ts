/**
 * What a person would call the picture behind a URL, upload link or path: the last part of its path without query,
 * decoded (`https://x.example/a/Red%20mug.jpg?w=3` → `Red mug.jpg`). `image` where the path names nothing.
 */
export function sourceName(value: string): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? (URL.parse(value)?.pathname ?? '') : value;
  const last = path.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  let decoded = last;
  try {
    decoded = decodeURIComponent(last);
  } catch (error) {
    // A stray % is part of the name as it stands.
    if (!(error instanceof URIError)) throw error;
  }
  return decoded.trim() || 'image';
}
