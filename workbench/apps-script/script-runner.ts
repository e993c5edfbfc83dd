import type { Person } from '../identity/people.ts';
import type { Activity, DialogAnswer, MenuItem, Selection } from '../server/api.ts';
import type { WorkbookDocument } from '../workbook/document.ts';

/** One call of a script function, from a panel, a menu or the opening of a spreadsheet. */
export type ScriptCall = {
  readonly workbookId: string;
  readonly functionName: string;
  readonly args: readonly unknown[];
  readonly person: Person;
  /** The page that asked: undo there takes back what the script did. */
  readonly clientId: string;
};

export type ScriptError = { readonly name: string; readonly message: string; readonly stack?: string };

/** What came of it, with the menus that the call added. */
export type ScriptOutcome =
  | { readonly ok: true; readonly result: unknown; readonly menus: readonly MenuItem[] }
  | { readonly ok: false; readonly error: ScriptError; readonly menus: readonly MenuItem[] };

/** Runs functions of the add-on's built Code.js. */
export type ScriptRunner = {
  run(call: ScriptCall): Promise<ScriptOutcome>;
  close(): Promise<void>;
};

/** What a running script sees and does outside itself; the server supplies it. */
export type ScriptSurroundings = {
  document(workbookId: string): WorkbookDocument | undefined;
  selection(workbookId: string, person: Person): Selection;
  /** Moves the person's selection and tells their page. */
  select(workbookId: string, person: Person, clientId: string, selection: Selection): void;
  /** Tells the page that started the script. */
  tell(workbookId: string, person: Person, clientId: string, activity: Activity): void;
  /** Shows an alert or prompt and waits for the answer; CLOSE when no page is there to ask. */
  ask(
    workbookId: string,
    person: Person,
    clientId: string,
    activity: Extract<Activity, { type: 'alert' | 'prompt' }>,
  ): Promise<DialogAnswer>;
  /** Keeps a page that a script made and says where it can be opened. */
  publishPanel(html: string): { readonly panelId: string; readonly url: string };
  /** The address people open the spreadsheet at. */
  urlOf(workbookId: string): string;
  idToken(person: Person): string;
  accessToken(person: Person): string;
  /** Whether adding an editor is refused just now (a test's fault switch). */
  refusesSharing(workbookId: string): boolean;
  /** Where Google's own APIs answer here (`http://127.0.0.1:PORT`); null sends scripts to Google itself. */
  restOrigin(): string | null;
};
