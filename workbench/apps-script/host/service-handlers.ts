import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isServiceAccount } from '../../identity/people.ts';
import type { HostCallName, StoreName } from '../host-protocol.ts';
import type { CallContext, Handlers } from './call-context.ts';
import { fetchAll } from './fetch-handler.ts';
import { HostError } from './host-error.ts';
import type { sheetHandlers } from './sheet-handlers.ts';

/** Document stores belong to the spreadsheet, user stores to the person, the script's to all. */
function storeKey(store: StoreName, { call }: CallContext): string {
  if (store === 'document') return `document:${call.workbookId}`;
  return store === 'user' ? `user:${call.person.sub}` : 'script';
}

/** Sleeping and waiting for locks has a limit, or a script could hold its realm for ever. */
const LONGEST_SLEEP = 300_000;

/** Everything but the cells. */
export const serviceHandlers: Handlers<Exclude<HostCallName, keyof typeof sheetHandlers>> = {
  tell: ({ activity }, { call, surroundings }) => {
    surroundings.tell(call.workbookId, call.person, call.clientId, activity);
    return null;
  },
  ask: ({ activity }, { call, surroundings }) =>
    surroundings.ask(call.workbookId, call.person, call.clientId, activity),
  publishPanel: ({ html }, { surroundings }) => surroundings.publishPanel(html),
  addMenu: ({ menu }, { menus }) => {
    menus.push(menu);
    return null;
  },
  htmlFile: ({ name }, { htmlFile }) => htmlFile(name),
  properties: ({ store }, context) => context.stores.properties(storeKey(store, context)),
  setProperties: ({ store, values, deleteOthers }, context) => {
    context.stores.setProperties(storeKey(store, context), values, deleteOthers);
    return null;
  },
  deleteProperties: ({ store, keys }, context) => {
    context.stores.deleteProperties(storeKey(store, context), keys);
    return null;
  },
  cacheGet: ({ store, keys }, context) => context.stores.cacheGet(storeKey(store, context), keys),
  cachePut: ({ store, values, seconds }, context) => {
    context.stores.cachePut(storeKey(store, context), values, seconds);
    return null;
  },
  cacheRemove: ({ store, keys }, context) => {
    context.stores.cacheRemove(storeKey(store, context), keys);
    return null;
  },
  lock: ({ scope, milliseconds }, context) =>
    context.locks.take(storeKey(scope, context), context.undoStep, Math.min(milliseconds, LONGEST_SLEEP)),
  unlock: ({ scope }, context) => {
    context.locks.release(storeKey(scope, context), context.undoStep);
    return null;
  },
  hasLock: ({ scope }, context) => context.locks.has(storeKey(scope, context), context.undoStep),
  fetch: ({ requests }, { surroundings }) => fetchAll(requests, surroundings.restOrigin()),
  idToken: (_args, { call, surroundings }) => surroundings.idToken(call.person),
  accessToken: (_args, { call, surroundings }) => surroundings.accessToken(call.person),
  person: (_args, { call }) => ({
    email: call.person.email,
    key: createHash('sha256').update(`key:${call.person.sub}`).digest('base64'),
  }),
  url: (_args, { call, surroundings }) => surroundings.urlOf(call.workbookId),
  addEditors: ({ emails }, { document, surroundings, call }) => {
    const wanted = emails.map((email) => email.toLowerCase());
    for (const email of wanted) {
      const refused = document.permissions.refuseServiceAccounts && isServiceAccount(email);
      if (refused || surroundings.refusesSharing(call.workbookId)) {
        throw new HostError(`Sharing with ${email} is not allowed by the policy of your organization.`);
      }
    }
    const { owner, editors } = document.permissions;
    document.permissions.editors = [...new Set([...editors, ...wanted.filter((email) => email !== owner)])];
    document.touch();
    return null;
  },
  removeEditor: ({ email }, { document }) => {
    document.permissions.editors = document.permissions.editors.filter((other) => other !== email.toLowerCase());
    document.touch();
    return null;
  },
  editors: (_args, { document }) => ({ owner: document.permissions.owner, editors: document.permissions.editors }),
  triggers: (_args, { stores }) => stores.triggers(),
  addTrigger: ({ trigger }, { stores }) => {
    stores.addTrigger(trigger);
    return null;
  },
  deleteTrigger: ({ id }, { stores }) => {
    stores.deleteTrigger(id);
    return null;
  },
  sleep: async ({ milliseconds }) => {
    if (!(milliseconds >= 0 && milliseconds <= LONGEST_SLEEP)) {
      throw new HostError('Invalid argument: milliseconds. Should be between: 0 and 300000');
    }
    await wait(milliseconds);
    return null;
  },
  log: ({ level, text }, { log }) => {
    log(level, text);
    return null;
  },
};
