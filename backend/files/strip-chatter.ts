/**
 * The CSV inside what a chat model answered: the content of the longest code fence, where there is one; otherwise what
 * follows an opening paragraph that ends in a colon, without a closing sentence. Other text is never shortened, since a
 * first line without a delimiter may be a header of one column.
 */
export function stripChatter(text: string): string {
  const fences = [...text.matchAll(/^[ \t]*(```+|~~~+)[^\n]*\n([\s\S]*?)\n?^[ \t]*\1[ \t]*$/gm)];
  const longest = fences.map((match) => match[2] ?? '').sort((a, b) => b.length - a.length)[0];
  return longest ?? stripSentences(text);
}

/** `Here is the CSV:` and a blank line before a table of several columns, and a sentence without fields after it. */
function stripSentences(text: string): string {
  const opening = /^\s*[^\n"]{0,500}:[ \t]*\r?\n[ \t]*\r?\n(?=[^\n]*[,;\t])/.exec(text);
  if (!opening) return text;
  return text.slice(opening[0].length).replace(/\r?\n[ \t]*\r?\n[^\n,;\t"]*[.!?:)][ \t]*\s*$/, '\n');
}
