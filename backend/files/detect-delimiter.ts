export type Delimiter = ',' | ';' | '\t';

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
  for (const char of text.slice(0, 100_000)) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '\n') break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const tabs = counts.get('\t') ?? 0;
  const semicolons = counts.get(';') ?? 0;
  const commas = counts.get(',') ?? 0;
  if (tabs >= commas && tabs >= semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}
