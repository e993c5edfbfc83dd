/**
 * Turns the share links that people copy from Google Drive and Dropbox into links to the file itself; every other
 * address comes back unchanged. Drive: `/file/d/ID/view`, `/open?id=ID`, `/uc?id=ID`. Dropbox: `dl=0` → `dl=1`.
 */
export function directLink(raw: string): string {
  const url = URL.parse(raw);
  if (!url) return raw;
  if (url.hostname === 'drive.google.com' || url.hostname === 'docs.google.com') {
    const id = /^\/file\/d\/([\w-]{10,})/.exec(url.pathname)?.[1] ?? url.searchParams.get('id');
    return id ? `https://drive.google.com/uc?export=download&id=${encodeURIComponent(id)}` : raw;
  }
  if (/(^|\.)dropbox\.com$/.test(url.hostname)) {
    url.searchParams.delete('raw');
    url.searchParams.set('dl', '1');
    return url.href;
  }
  return raw;
}
