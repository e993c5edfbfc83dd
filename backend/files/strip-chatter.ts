/**
 * The CSV inside what a chat model answered: the content of the longest code fence, where there is one; otherwise the
 * text as it is. Text without fences is never shortened, since a first line without a delimiter may be a header of one
 * column.
 */
export function stripChatter(text: string): string {
  const fences = [...text.matchAll(/^[ \t]*(```+|~~~+)[^\n]*\n([\s\S]*?)\n?^[ \t]*\1[ \t]*$/gm)];
  const longest = fences.map((match) => match[2] ?? '').sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? text : longest;
}
