import { applyOperation } from '../../../workbench/workbook/apply-operation.ts';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { cellAt, findTab, type Tab, type Workbook } from '../../../workbench/workbook/model.ts';
import type { Operation } from '../../../workbench/workbook/operation.ts';
import { headerRowOf, ownColumnsOf } from './tab-facts.ts';

/**
 * A copy that sees everything people do, and of what Rowshot does only what it may: cells of its own columns, new
 * columns at the right. Where the copy and the sheet differ in a cell of theirs, Rowshot has changed it.
 */
export class Shadow {
  readonly workbook: Workbook;
  private readonly isPerson: (clientId: string) => boolean;

  constructor(document: WorkbookDocument, isPerson: (clientId: string) => boolean) {
    this.workbook = structuredClone(document.workbook);
    this.isPerson = isPerson;
    document.onChange((applied) => {
      for (const { clientId, operation } of applied) this.follow(clientId, operation);
    });
  }

  private follow(clientId: string, operation: Operation): void {
    if (this.isPerson(clientId)) applyOperation(this.workbook, operation);
    else if (operation.type === 'batch') for (const step of operation.operations) this.follow(clientId, step);
    else this.ofRowshot(operation);
  }

  private ofRowshot(operation: Operation): void {
    if (operation.type !== 'setCells') {
      applyOperation(this.workbook, operation);
      return;
    }
    const tab = findTab(this.workbook, operation.tabId);
    if (!tab) return;
    const own = ownColumnsOf(tab);
    const header = headerRowOf(tab);
    const may = (row: number, column: number) =>
      row === header ? (cellAt(tab, row, column)?.value ?? '') === '' : row > header && own.has(column);
    const patches = operation.patches.map((line, i) =>
      line.map((patch, j) => (may(operation.row + i, operation.column + j) ? patch : null)),
    );
    applyOperation(this.workbook, { ...operation, patches });
  }

  /** Cells of theirs that are not as they made them. */
  differences(document: WorkbookDocument): string[] {
    const found: string[] = [];
    for (const tab of document.workbook.tabs) {
      const copy = findTab(this.workbook, tab.id);
      if (!copy) found.push(`${tab.title}: a tab of nobody`);
      else found.push(...differences(tab, copy));
    }
    return found;
  }
}

function differences(tab: Tab, copy: Tab): string[] {
  const found: string[] = [];
  const own = new Set([...ownColumnsOf(tab)].filter((column) => ownColumnsOf(copy).has(column)));
  const header = headerRowOf(tab);
  if (tab.rowCount !== copy.rowCount) found.push(`${tab.title}: ${tab.rowCount} rows instead of ${copy.rowCount}`);
  for (let row = 0; row < Math.max(tab.rows.length, copy.rows.length); row++) {
    for (let column = 0; column < tab.columnCount; column++) {
      if (own.has(column) && row >= header) continue;
      const now = said(tab, row, column);
      const then = said(copy, row, column);
      if (now !== then) found.push(`${tab.title} row ${row + 1} column ${column + 1}: ${now} instead of ${then}`);
    }
  }
  return found;
}

function said(tab: Tab, row: number, column: number): string {
  const cell = cellAt(tab, row, column);
  return JSON.stringify([cell?.value ?? '', cell?.formula ?? '', cell?.link ?? '', cell?.note ?? '']);
}
