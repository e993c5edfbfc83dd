import type { Activity, MenuResponse, Person } from '../../server/api.ts';
import { type GridSelection, selectCell } from '../grid/grid-selection.ts';

/** A line of a menu. `label` is its accessible name. */
export type MenuEntry =
  | { readonly type: 'separator' }
  | {
      readonly type: 'item';
      readonly label: string;
      readonly shortcut?: string;
      readonly disabled?: boolean;
      readonly checked?: boolean;
      readonly run: () => void;
    }
  | {
      readonly type: 'menu';
      readonly label: string;
      readonly disabled?: boolean;
      readonly items: readonly MenuEntry[];
    };

/** Where a popup belongs: a box in the window, in CSS pixels. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** What floats above the grid; one at a time. */
export type Popup =
  | { readonly type: 'menu'; readonly label: string; readonly box: Box; readonly items: readonly MenuEntry[] }
  | { readonly type: 'dropdown'; readonly box: Box; readonly row: number; readonly column: number }
  | { readonly type: 'filter'; readonly box: Box; readonly column: number }
  | { readonly type: 'note'; readonly box: Box; readonly row: number; readonly column: number }
  | { readonly type: 'colour'; readonly box: Box; readonly property: 'background' | 'foreground' };

/** The card that shows a cell's note, links or warning while the pointer or the cursor rests on it. */
export type Card = { readonly box: Box; readonly row: number; readonly column: number; readonly byPointer: boolean };

/** A dialog of the page's own. Answers run the callbacks; Escape is `cancel`. */
export type OwnDialog =
  | { readonly type: 'message'; readonly title: string; readonly text: string }
  | {
      readonly type: 'confirm';
      readonly title: string;
      readonly text: string;
      readonly confirm: string;
      readonly onConfirm: () => void;
    }
  | { readonly type: 'sort' }
  | { readonly type: 'validation' }
  | { readonly type: 'open' }
  | { readonly type: 'import' }
  | { readonly type: 'sharing' }
  | { readonly type: 'shortcuts' };

export type ScriptDialog = Extract<Activity, { type: 'dialog' | 'alert' | 'prompt' }>;
export type Sidebar = Extract<Activity, { type: 'sidebar' }>;
export type Toast = { readonly id: number; readonly title: string; readonly message: string };

export type Editing = {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Which of the two editors has the focus. */
  readonly where: 'cell' | 'bar';
  /** `enter`: arrows leave the cell, as after typing over it; `edit`: arrows move in the text, as after F2. */
  readonly mode: 'enter' | 'edit';
};

export type PageState = {
  readonly connection: 'online' | 'offline';
  readonly unsaved: number;
  readonly person: Person;
  readonly canEdit: boolean;
  readonly tabId: number;
  readonly selection: GridSelection;
  readonly editing: Editing | null;
  readonly popup: Popup | null;
  readonly card: Card | null;
  readonly dialog: OwnDialog | null;
  readonly scriptDialogs: readonly ScriptDialog[];
  readonly sidebar: Sidebar | null;
  readonly toasts: readonly Toast[];
  readonly menu: MenuResponse | null;
  /** A script that the person started from a menu is running. */
  readonly working: string | null;
  /** Counts changes of the workbook that the menus, bars and tabs show. */
  readonly shown: number;
};

export function firstState(person: Person, canEdit: boolean, tabId: number): PageState {
  return {
    connection: 'online',
    unsaved: 0,
    person,
    canEdit,
    tabId,
    selection: selectCell(0, 0),
    editing: null,
    popup: null,
    card: null,
    dialog: null,
    scriptDialogs: [],
    sidebar: null,
    toasts: [],
    menu: null,
    working: null,
    shown: 0,
  };
}
