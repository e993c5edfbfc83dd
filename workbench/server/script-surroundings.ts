import type { ScriptSurroundings } from '../apps-script/script-runner.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import type { Faults } from './faults.ts';
import type { Panels } from './panels.ts';
import type { Presence } from './presence.ts';

export type SurroundingsOptions = {
  readonly workbooks: WorkbookFolder;
  readonly presence: Presence;
  readonly panels: Panels;
  readonly issuer: TokenIssuer;
  readonly faults: Faults;
  /** The audience of `ScriptApp.getIdentityToken()`; at Google it is the script's OAuth client id. */
  readonly audience: string;
  /** Asked when needed, because ports are known only after listening: `http://127.0.0.1:PORT`. */
  readonly pageOrigin: () => string;
  readonly panelOrigin: () => string;
  /** The REST server's origin: scripts that call Google's Sheets and Drive APIs are answered there. */
  readonly restOrigin?: () => string;
};

/** Ties running scripts to the open spreadsheets and pages. */
export function createScriptSurroundings(options: SurroundingsOptions): ScriptSurroundings {
  const { workbooks, presence, panels, issuer, faults } = options;
  return {
    document: (workbookId) => workbooks.get(workbookId),
    selection: (workbookId, person) => {
      const document = workbooks.get(workbookId);
      if (!document) throw new Error('The spreadsheet was deleted while the script ran.');
      return presence.selection(document, person);
    },
    select: (workbookId, person, clientId, selection) => {
      presence.setSelection(workbookId, person, selection);
      presence.tell(workbookId, person, clientId, { type: 'select', selection });
    },
    tell: (workbookId, person, clientId, activity) => {
      presence.tell(workbookId, person, clientId, activity);
    },
    ask: (workbookId, person, clientId, activity) => presence.ask(workbookId, person, clientId, activity),
    publishPanel: (html) => {
      const panelId = panels.publish(html);
      return { panelId, url: `${options.panelOrigin()}/panel/${panelId}` };
    },
    urlOf: (workbookId) => `${options.pageOrigin()}/?workbook=${encodeURIComponent(workbookId)}`,
    idToken: (person) => issuer.issueIdToken(person, options.audience),
    accessToken: (person) => issuer.issuePersonToken(person),
    restOrigin: () => options.restOrigin?.() ?? null,
    refusesSharing: (workbookId) => faults.take('sharing_refused', workbookId) !== null,
  };
}
