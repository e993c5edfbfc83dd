/**
 * The text with what has one reading only put right: full-width signs (`＃`, `：`, `，`, `１`), quotes around the whole
 * (curly or straight), long dashes, invisible characters.
 */
export function tidyText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/、/g, ',')
    .trim()
    .replace(/^["'“”„‟«»‘’‚‹›]+|["'“”„‟«»‘’‚‹›]+$/g, '')
    .trim();
}
