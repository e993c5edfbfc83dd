/** A pasted cell: its text, and what only HTML tells. */
export type PastedCell = { readonly text: string; readonly link?: string; readonly bold?: boolean };

/**
 * Takes tab-separated text apart as spreadsheets write it: a cell with a tab, a quote or a line break in it stands in
 * quotes, with quotes inside doubled. A quote inside an unquoted cell is just a quote.
 */
export function readTsv(source: string): string[][] {
  const text = source.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = text[at] === '"' ? /"((?:[^"]|"")*)"(?=[\t\n]|$)/y : null;
    if (quoted) quoted.lastIndex = at;
    const match = quoted?.exec(text);
    if (match) {
      row.push((match[1] ?? '').replace(/""/g, '"'));
      at += match[0].length;
    } else {
      const rest = text.slice(at).search(/[\t\n]/);
      const end = rest === -1 ? text.length : at + rest;
      row.push(text.slice(at, end));
      at = end;
    }
    const separator = text[at];
    at += 1;
    if (separator === '\t') continue;
    rows.push(row);
    if (separator === undefined) return rows;
    row = [];
  }
}

/** Writes rows as tab-separated text, quoting what needs it. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join('\t'))
    .join('\n');
}

/** The first table of a piece of HTML, or null when there is none. Merged cells leave their other places empty. */
function readHtmlTable(html: string): PastedCell[][] | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  const rows: PastedCell[][] = [];
  const covered = new Map<number, Set<number>>();
  [...table.rows].forEach((line, index) => {
    const row: PastedCell[] = [];
    for (const element of line.cells) {
      while (covered.get(index)?.has(row.length)) row.push({ text: '' });
      for (let below = 1; below < Math.min(element.rowSpan, 1000); below++) {
        const columns = covered.get(index + below) ?? new Set<number>();
        for (let across = 0; across < element.colSpan; across++) columns.add(row.length + across);
        covered.set(index + below, columns);
      }
      row.push(readHtmlCell(element));
      for (let across = 1; across < Math.min(element.colSpan, 1000); across++) row.push({ text: '' });
    }
    rows.push(row);
  });
  return rows.length > 0 ? rows : null;
}

function readHtmlCell(element: HTMLTableCellElement): PastedCell {
  for (const br of element.querySelectorAll('br')) br.replaceWith('\u2028');
  const text = (element.textContent ?? '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .trim();
  const link = element.querySelector('a[href]')?.getAttribute('href') ?? undefined;
  const weight = element.style.fontWeight;
  const bold = weight === 'bold' || Number(weight) >= 600 || element.tagName === 'TH';
  return { text, ...(link !== undefined && /^https?:/i.test(link) ? { link } : {}), ...(bold ? { bold } : {}) };
}

/**
 * What was pasted, from both forms a spreadsheet puts on the clipboard: texts from the plain one, which keeps blanks and
 * line breaks, links and bold from the HTML one when both have the same shape.
 */
export function readPasted(plain: string, html: string): PastedCell[][] {
  const table = html === '' ? null : readHtmlTable(html);
  if (plain === '') return table ?? [];
  const texts = readTsv(plain);
  if (!table || table.length !== texts.length) return texts.map((row) => row.map((text) => ({ text })));
  return texts.map((row, i) => row.map((text, j) => ({ ...table[i]?.[j], text })));
}
