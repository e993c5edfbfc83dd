import type { MenuItem } from '../../server/api.ts';
import type { WorkbookDocument } from '../../workbook/document.ts';
import type { HostCallName, HostCalls } from '../host-protocol.ts';
import type { ScriptCall, ScriptSurroundings } from '../script-runner.ts';
import type { LockTable } from './lock-table.ts';
import type { ScriptStores } from './script-stores.ts';

/** One running call of a script function, on the main thread's side. */
export type CallContext = {
  readonly call: ScriptCall;
  readonly document: WorkbookDocument;
  readonly surroundings: ScriptSurroundings;
  readonly stores: ScriptStores;
  readonly locks: LockTable;
  /** Everything the call changes is one step of undo. */
  readonly undoStep: string;
  readonly menus: MenuItem[];
  /** Reads a page of the add-on by its name without `.html`. */
  readonly htmlFile: (name: string) => string | null;
  readonly log: (level: string, text: string) => void;
};

export type Handlers<K extends HostCallName = HostCallName> = {
  readonly [N in K]: (
    args: HostCalls[N]['args'],
    context: CallContext,
  ) => HostCalls[N]['result'] | Promise<HostCalls[N]['result']>;
};
