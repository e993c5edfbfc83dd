export type Delimiter = ',' | ';' | '\t';

/** The line by which Excel is told the separator; it is no row. */
const DECLARED = /^sep=([,;\t])\r?\n?/i;

/**
 * Which character separates the fields, told by the header line outside quotes. A header of one column has none: tabs
 * are assumed then, so that a list of prompts keeps its commas.
 */
export function detectDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ]);
  let quoted = false;
  for (const char of text.trimStart().slice(0, 100_000)) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const tabs = counts.get('\t') ?? 0;
  const semicolons = counts.get(';') ?? 0;
  const commas = counts.get(',') ?? 0;
  if (tabs >= commas && tabs >= semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

/** The text without Excel's `sep=;` line, and the separator it names or the header shows. */
export function takeDelimiter(text: string): { readonly text: string; readonly delimiter: Delimiter } {
  const declared = DECLARED.exec(text);
  if (!declared) return { text, delimiter: detectDelimiter(text) };
  const delimiter = declared[1] === '\t' ? '\t' : declared[1] === ',' ? ',' : ';';
  return { text: text.slice(declared[0].length), delimiter };
}
