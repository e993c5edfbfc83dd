import type { LoadedTab, SidebarView } from '../protocol.ts';
import { personalHeaders, readTab } from './read-tab.ts';
import { readSetup } from './tab-setup-store.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const VIEWS: readonly SidebarView[] = ['run', 'check', 'templates', 'results', 'batches', 'help'];

/** The tab that is open now, with what was set up for it. */
export function loadActiveTab(): LoadedTab {
  return loadTab(SpreadsheetApp.getActiveSpreadsheet().getActiveSheet(), takeView());
}

/** A tab as the panel begins with it. */
export function loadTab(sheet: Sheet, view: SidebarView): LoadedTab {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const tab = String(sheet.getSheetId());
  return {
    spreadsheetId: spreadsheet.getId(),
    tab,
    tabTitle: sheet.getName(),
    today: Utilities.formatDate(new Date(), spreadsheet.getSpreadsheetTimeZone(), 'd MMM yyyy'),
    view,
    setup: readSetup(tab),
    headers: personalHeaders(readTab(sheet)),
  };
}

function viewKey(): string {
  return `rowshot.view.${SpreadsheetApp.getActiveSpreadsheet().getId()}`;
}

/** The menu's choice reaches the page through this property: an HTML file takes no arguments. */
export function rememberView(view: SidebarView): void {
  PropertiesService.getUserProperties().setProperty(viewKey(), view);
}

function takeView(): SidebarView {
  const properties = PropertiesService.getUserProperties();
  const asked = properties.getProperty(viewKey());
  if (asked !== null) properties.deleteProperty(viewKey());
  return VIEWS.find((view) => view === asked) ?? 'run';
}
