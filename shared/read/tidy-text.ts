/**
 * The text with what has one reading only put right: full-width signs (`＃`, `：`, `，`, `１`), quotes around the whole
 * (curly or straight), long dashes, invisible characters.
 */
export function tidyText(text: string): string {
  return visibleText(text.normalize('NFKC'))
    .replace(/[‐-―−]/g, '-')
    .replace(/、/g, ',')
    .trim()
    .replace(/^["'“”„‟«»‘’‚‹›]+|["'“”„‟«»‘’‚‹›]+$/g, '')
    .trim();
}

/** The text without invisible characters, as they come along when something is copied from a page. */
export function visibleText(text: string): string {
  return text.replace(/[\u200b-\u200d\u2060\ufeff]/g, '');
}
