import { cellAddress } from '../a1.ts';
import { closest } from '../closest.ts';
import { normaliseHeader } from '../normalise-header.ts';
import { fillPlaceholders, findPlaceholders } from '../placeholders.ts';
import { cellText, damageOf } from '../read/cell-text.ts';
import type { FieldValue, RowScope } from '../read/row-scope.ts';

/**
 * The prompt with every `{{column}}` replaced by that column's text in this row. An unknown or empty one is an error at
 * the prompt's cell; where the prompt is the batch's, at the empty cell.
 */
export function fillPrompt(scope: RowScope, prompt: FieldValue): string {
  const { byHeader, byField, headers } = scope.table.matched;
  const texts = new Map<string, string>();
  for (const name of findPlaceholders(prompt.text)) {
    const wanted = normaliseHeader(name);
    const index = wanted === '' ? undefined : (byHeader.get(wanted) ?? byField.get(wanted));
    const where = prompt.cell === null ? 'The batch prompt' : prompt.cell;
    if (index === undefined) {
      const near = closest(wanted, [...byHeader.keys()]);
      const all = headers
        .filter((header) => header !== '')
        .slice(0, 12)
        .join(', ');
      const help = near === null ? `The columns are ${all}.` : `Did you mean {{${near}}}?`;
      scope.error(prompt, `${where} uses {{${name}}}, but no column is called so. ${help}`);
      continue;
    }
    scope.placeholderColumns.add(index);
    const cell = scope.row.cells[index];
    const damage = damageOf(cell);
    const text = cellText(cell);
    const address = cellAddress(scope.row.number, index);
    // A batch prompt has no cell of its own, so the error sits where it can be mended.
    const at = prompt.cell === null ? { ...prompt, cell: address, text, header: headers[index] ?? name } : prompt;
    if (damage !== null && (damage.kind === 'error' || damage.kind === 'merged')) {
      const what = damage.kind === 'error' ? `shows the error ${damage.shown}` : 'is part of merged cells';
      scope.error(at, `${where} uses {{${name}}}, but ${address} ${what}. Correct ${address}.`);
    } else if (text === '') {
      scope.error(
        at,
        `${where} uses {{${name}}}, but ${address} is empty. Fill in ${address}, or take the placeholder out.`,
      );
    }
    texts.set(name, text);
  }
  return fillPlaceholders(prompt.text, (name) => texts.get(name) ?? '').trim();
}
