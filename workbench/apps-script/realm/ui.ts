import type { MenuItem } from '../../server/api.ts';
import { Exception, host } from './bridge.ts';
import { enumName, enumValue, guard } from './guard.ts';
import { pageOf } from './html-service.ts';

const Button = guard('Button', {
  OK: enumValue('OK'),
  CANCEL: enumValue('CANCEL'),
  YES: enumValue('YES'),
  NO: enumValue('NO'),
  CLOSE: enumValue('CLOSE'),
});

const ButtonSet = guard('ButtonSet', {
  OK: enumValue('OK'),
  OK_CANCEL: enumValue('OK_CANCEL'),
  YES_NO: enumValue('YES_NO'),
  YES_NO_CANCEL: enumValue('YES_NO_CANCEL'),
});

type Buttons = 'OK' | 'OK_CANCEL' | 'YES_NO' | 'YES_NO_CANCEL';

const menus = new WeakMap<object, () => MenuItem>();

function makeMenu(label: string): object {
  const items: MenuItem[] = [];
  const self: object = guard('Menu', {
    addItem: (caption: string, functionName: string) => {
      items.push({ type: 'item', label: String(caption), functionName: String(functionName) });
      return self;
    },
    addSeparator: () => {
      items.push({ type: 'separator' });
      return self;
    },
    addSubMenu: (menu: unknown) => {
      const build = typeof menu === 'object' && menu !== null ? menus.get(menu) : undefined;
      if (!build) throw new Exception("The parameters don't match the method signature for Menu.addSubMenu.");
      items.push(build());
      return self;
    },
    addToUi: () => {
      host('addMenu', { menu: build() });
    },
  });
  const build = (): MenuItem => ({ type: 'menu', label, items });
  menus.set(self, build);
  return self;
}

/** alert and prompt take (message), (message, buttons) or (title, message, buttons). */
function question(args: readonly unknown[]): { title: string; message: string; buttons: Buttons } {
  const last = enumName(args.at(-1));
  const texts = (last === null ? args : args.slice(0, -1)).map(String);
  const [first = '', second] = texts;
  const buttons: Buttons = last === 'OK_CANCEL' || last === 'YES_NO' || last === 'YES_NO_CANCEL' ? last : 'OK';
  return second === undefined ? { title: '', message: first, buttons } : { title: first, message: second, buttons };
}

function newDialogId(): string {
  return `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}

/** SpreadsheetApp.getUi() */
export function makeUi(): object {
  const dialog = (page: unknown, title: string, modal: boolean) => {
    const { html, width, height } = pageOf(page, 'Ui.showModalDialog');
    const panel = host('publishPanel', { html });
    host('tell', { activity: { type: 'dialog', ...panel, title, width: width ?? 600, height: height ?? 400, modal } });
  };
  const self = guard('Ui', {
    Button,
    ButtonSet,
    createMenu: (label: string) => makeMenu(String(label)),
    /** The add-on's menu has the add-on's name; here it is an empty label that the page replaces. */
    createAddonMenu: () => makeMenu(''),
    showSidebar: (page: unknown) => {
      const { html, title } = pageOf(page, 'Ui.showSidebar');
      host('tell', { activity: { type: 'sidebar', ...host('publishPanel', { html }), title } });
    },
    showModalDialog: (page: unknown, title: string) => dialog(page, String(title), true),
    showModelessDialog: (page: unknown, title: string) => dialog(page, String(title), false),
    alert: (...args: readonly unknown[]) => {
      const answer = host('ask', { activity: { type: 'alert', dialogId: newDialogId(), ...question(args) } });
      return Button[answer.button];
    },
    prompt: (...args: readonly unknown[]) => {
      const answer = host('ask', { activity: { type: 'prompt', dialogId: newDialogId(), ...question(args) } });
      return guard('PromptResponse', {
        getSelectedButton: () => Button[answer.button],
        getResponseText: () => answer.text ?? '',
      });
    },
  });
  return self;
}
