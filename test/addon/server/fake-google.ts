import { createHash, randomUUID } from 'node:crypto';
import vm from 'node:vm';

/** One cell of the hand-made sheet. */
interface FakeCell {
  value: unknown;
  shown: string;
  note: string;
  link: string | null;
  format: string;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly text: string;
  readonly body: unknown;
}

export type FakeBackend = (request: FakeRequest) => { readonly status: number; readonly body: unknown } | 'unplugged';

/**
 * The few Google services that Code.js touches, by hand and small: one sheet in memory, in a realm that has ECMAScript's
 * globals only. What is missing throws by name.
 */
export class FakeGoogle {
  readonly cells = new Map<string, FakeCell>();
  readonly properties = new Map<string, string>();
  readonly metadata: { key: string; value: string }[] = [];
  readonly calls: FakeRequest[] = [];
  readonly editors: string[] = ['anna@example.com'];
  readonly hidden: number[] = [];
  readonly menu: string[] = [];
  selection: readonly [row: number, column: number, rows: number, columns: number] | null = null;
  identity: string | null = 'id-token';
  shareRefused = false;
  locked = false;
  maxColumns = 26;
  filter: { row: number; column: number; rows: number; columns: number } | null = null;
  activated = '';
  merges: readonly (readonly [row: number, column: number, rows: number, columns: number])[] = [];
  private readonly backend: FakeBackend;

  constructor(rows: readonly (readonly unknown[])[], backend: FakeBackend) {
    this.backend = backend;
    for (const [row, line] of rows.entries()) {
      for (const [column, value] of line.entries()) this.put(row + 1, column + 1, value);
    }
  }

  put(row: number, column: number, value: unknown, shown = String(value)): void {
    const cell = this.cell(row, column);
    cell.value = value;
    cell.shown = shown;
    cell.link = null;
  }

  cell(row: number, column: number): FakeCell {
    const key = `${row},${column}`;
    const known = this.cells.get(key) ?? { value: '', shown: '', note: '', link: null, format: 'General' };
    this.cells.set(key, known);
    return known;
  }

  /** The values of one row, as far as something is filled in. */
  line(row: number): readonly string[] {
    return Array.from({ length: this.last().column }, (_, index) => this.cell(row, index + 1).shown);
  }

  last(): { row: number; column: number } {
    let row = 0;
    let column = 0;
    for (const [key, cell] of this.cells) {
      if (cell.value === '') continue;
      const [r = 0, c = 0] = key.split(',').map(Number);
      row = Math.max(row, r);
      column = Math.max(column, c);
    }
    return { row, column };
  }

  range(row: number, column: number, rows = 1, columns = 1): object {
    const each = <T>(work: (cell: FakeCell, r: number, c: number) => T): T[][] =>
      Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (_, c) => work(this.cell(row + r, column + c), r, c)),
      );
    const range: object = guard('Range', {
      getValues: () => each((cell) => cell.value),
      getValue: () => this.cell(row, column).value,
      getDisplayValues: () => each((cell) => cell.shown),
      getDisplayValue: () => this.cell(row, column).shown,
      getNotes: () => each((cell) => cell.note),
      setNotes: (notes: string[][]) => void each((cell, r, c) => (cell.note = notes[r]?.[c] ?? '')),
      setValues: (values: unknown[][]) => void each((_, r, c) => this.put(row + r, column + c, values[r]?.[c])),
      setRichTextValue: (text: { text: string; link: string | null }) => this.putText(row, column, text),
      setRichTextValues: (texts: { text: string; link: string | null }[][]) =>
        void each((_, r, c) => this.putText(row + r, column + c, texts[r]?.[c] ?? { text: '', link: null })),
      setNumberFormat: (format: string) => void each((cell) => (cell.format = format)),
      setFontWeight: () => undefined,
      setDataValidation: () => undefined,
      setFormula: (formula: string) => this.put(row, column, formula),
      getMergedRanges: () => this.merges.map((merge) => this.range(...merge)),
      getRow: () => row,
      getColumn: () => column,
      getNumRows: () => rows,
      getNumColumns: () => columns,
      createFilter: () => {
        this.filter = { row, column, rows, columns };
        return guard('Filter', { setColumnFilterCriteria: () => undefined });
      },
      activate: () => {
        this.activated = `${row},${column}`;
      },
    });
    return range;
  }

  private putText(row: number, column: number, { text, link }: { text: string; link: string | null }): void {
    this.put(row, column, text);
    this.cell(row, column).link = link;
  }

  private sheet(): object {
    return guard('Sheet', {
      getSheetId: () => 77,
      getName: () => 'Products',
      getDataRange: () => this.range(1, 1, Math.max(1, this.last().row), Math.max(1, this.last().column)),
      getRange: (row: number | string, column = 1, rows = 1, columns = 1) => {
        if (typeof row === 'number') return this.range(row, column, rows, columns);
        const [, letters = 'A', number = '1'] = /^([A-Z]+)(\d+)$/.exec(row) ?? [];
        return this.range(Number(number), letters.charCodeAt(0) - 64);
      },
      getLastColumn: () => this.last().column,
      getLastRow: () => this.last().row,
      getMaxRows: () => 1000,
      getMaxColumns: () => this.maxColumns,
      insertColumnsAfter: (_: number, count: number) => {
        this.maxColumns += count;
      },
      hideColumns: (column: number) => this.hidden.push(column),
      getFilter: () => {
        const { filter } = this;
        if (!filter) return null;
        return guard('Filter', {
          getRange: () => this.range(filter.row, filter.column, filter.rows, filter.columns),
          getColumnFilterCriteria: () => null,
          remove: () => {
            this.filter = null;
          },
        });
      },
      getActiveRangeList: () =>
        this.selection ? { getRanges: () => [this.range(...(this.selection ?? [1, 1, 1, 1]))] } : null,
      activate: () => undefined,
    });
  }

  /** Loads the built Code.js; answers a caller of its functions, JSON in and out as google.script.run does. */
  load(code: string): (name: string, request?: unknown) => unknown {
    const context = vm.createContext({ console, ...this.services() });
    vm.runInContext(code, context, { filename: 'Code.js' });
    return (name, request = null) => {
      const work: unknown = Reflect.get(context, name);
      if (typeof work !== 'function') throw new Error(`Code.js has no function ${name}`);
      const passed: unknown = vm.runInContext(`(${JSON.stringify(request)})`, context);
      const answer: unknown = work(passed);
      return answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
    };
  }

  private services(): Readonly<Record<string, object>> {
    const sheet = this.sheet();
    const store = guard('Properties', {
      getProperty: (key: string) => this.properties.get(key) ?? null,
      setProperty: (key: string, value: string) => void this.properties.set(key, value),
      deleteProperty: (key: string) => void this.properties.delete(key),
    });
    const spreadsheet = guard('Spreadsheet', {
      getId: () => 'sheet-1',
      getSheets: () => [sheet],
      getActiveSheet: () => sheet,
      getSpreadsheetTimeZone: () => 'Etc/UTC',
      getEditors: () => this.editors.map((email) => ({ getEmail: () => email })),
      addEditor: (email: string) => {
        if (this.shareRefused) throw new Error('Sharing outside your organisation is not allowed.');
        this.editors.push(email);
      },
      addDeveloperMetadata: (key: string, value: string) => this.metadata.push({ key, value }),
      createDeveloperMetadataFinder: () => ({
        withKey: (key: string) => ({
          find: () =>
            this.metadata
              .filter((entry) => entry.key === key)
              .map((entry) => ({ remove: () => void this.metadata.splice(this.metadata.indexOf(entry), 1) })),
        }),
      }),
    });
    const menu: object = guard('Menu', {
      addItem: (label: string, name: string) => {
        this.menu.push(`${label} → ${name}`);
        return menu;
      },
      addSeparator: () => menu,
      addToUi: () => undefined,
    });
    const richText = () => {
      const built = { text: '', link: null as string | null };
      const builder: object = guard('RichTextValueBuilder', {
        setText: (text: string) => {
          built.text = text;
          return builder;
        },
        setLinkUrl: (link: string) => {
          built.link = link;
          return builder;
        },
        build: () => built,
      });
      return builder;
    };
    return {
      SpreadsheetApp: guard('SpreadsheetApp', {
        getActiveSpreadsheet: () => spreadsheet,
        getUi: () => guard('Ui', { createAddonMenu: () => menu, showSidebar: () => undefined }),
        flush: () => undefined,
        newRichTextValue: richText,
        DeveloperMetadataVisibility: { DOCUMENT: 'DOCUMENT' },
      }),
      PropertiesService: guard('PropertiesService', {
        getDocumentProperties: () => store,
        getUserProperties: () => store,
      }),
      LockService: guard('LockService', {
        getDocumentLock: () => ({ tryLock: () => !this.locked, releaseLock: () => undefined }),
      }),
      ScriptApp: guard('ScriptApp', { getIdentityToken: () => this.identity }),
      HtmlService: guard('HtmlService', { createHtmlOutputFromFile: () => ({ setTitle: () => ({}) }) }),
      Utilities: guard('Utilities', {
        DigestAlgorithm: { SHA_256: 'sha256' },
        Charset: { UTF_8: 'utf8' },
        computeDigest: (_: string, text: string) =>
          [...createHash('sha256').update(text).digest()].map((byte) => (byte > 127 ? byte - 256 : byte)),
        getUuid: () => randomUUID(),
        formatDate: () => '20 Nov 2026',
      }),
      UrlFetchApp: guard('UrlFetchApp', { fetch: (url: string, options: FetchOptions) => this.fetch(url, options) }),
    };
  }

  private fetch(url: string, options: FetchOptions): object {
    const text = options.payload ?? '';
    const request: FakeRequest = {
      method: options.method,
      path: url.replace('https://backend.test', ''),
      token: options.headers.Authorization.replace('Bearer ', ''),
      text,
      body: text === '' ? null : JSON.parse(text),
    };
    this.calls.push(request);
    const answer = this.backend(request);
    if (answer === 'unplugged') throw new Error('DNS error: https://backend.test');
    return guard('HTTPResponse', {
      getResponseCode: () => answer.status,
      getContentText: () => (answer.body === null ? '' : JSON.stringify(answer.body)),
    });
  }
}

interface FetchOptions {
  readonly method: string;
  readonly headers: { readonly Authorization: string };
  readonly payload?: string;
}

function guard(name: string, members: object): object {
  return new Proxy(members, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol' || key === 'toJSON') return Reflect.get(target, key);
      throw new Error(`${name}.${String(key)} is not implemented`);
    },
  });
}
