import type { Trigger } from '../host-protocol.ts';
import { host, local } from './bridge.ts';
import { enumValue, guard } from './guard.ts';
import { makeUser } from './spreadsheet.ts';

const AuthMode = guard('AuthMode', {
  NONE: enumValue('NONE'),
  LIMITED: enumValue('LIMITED'),
  FULL: enumValue('FULL'),
  CUSTOM_FUNCTION: enumValue('CUSTOM_FUNCTION'),
});

const EventType = guard('EventType', {
  CLOCK: enumValue('CLOCK'),
  ON_OPEN: enumValue('ON_OPEN'),
  ON_EDIT: enumValue('ON_EDIT'),
});

function makeTrigger(trigger: Trigger): object {
  return guard('Trigger', {
    getUniqueId: () => trigger.id,
    getHandlerFunction: () => trigger.functionName,
    getEventType: () => EventType.CLOCK,
  });
}

/** Time-based triggers are written down; the workbench does not run them. */
function triggerBuilder(functionName: string): object {
  const clock = (schedule: string): object => {
    const self: object = guard('ClockTriggerBuilder', {
      after: (milliseconds: number) => clock(`once after ${milliseconds} ms`),
      at: (date: Date) => clock(`once at ${date.toISOString()}`),
      everyMinutes: (n: number) => clock(`every ${n} minutes`),
      everyHours: (n: number) => clock(`every ${n} hours`),
      everyDays: (n: number) => clock(`every ${n} days`),
      atHour: (n: number) => clock(`${schedule} at ${n} o'clock`),
      nearMinute: () => self,
      create: () => {
        const trigger: Trigger = { id: local('uuid', {}), functionName, schedule };
        host('addTrigger', { trigger });
        return makeTrigger(trigger);
      },
    });
    return self;
  };
  return guard('TriggerBuilder', { timeBased: () => clock('') });
}

export const ScriptApp = guard('ScriptApp', {
  AuthMode,
  EventType,
  getIdentityToken: () => host('idToken', {}),
  getOAuthToken: () => host('accessToken', {}),
  getScriptId: () => 'workbench-script',
  newTrigger: (functionName: string) => triggerBuilder(functionName),
  getProjectTriggers: () => host('triggers', {}).map(makeTrigger),
  getUserTriggers: () => host('triggers', {}).map(makeTrigger),
  deleteTrigger: (trigger: unknown) => {
    const isTrigger = typeof trigger === 'object' && trigger !== null && 'getUniqueId' in trigger;
    const id = isTrigger && typeof trigger.getUniqueId === 'function' ? trigger.getUniqueId() : '';
    host('deleteTrigger', { id: String(id) });
  },
  getAuthorizationInfo: () =>
    guard('AuthorizationInfo', {
      getAuthorizationStatus: () => AuthorizationStatus.NOT_REQUIRED,
      getAuthorizationUrl: () => null,
    }),
});

const AuthorizationStatus = guard('AuthorizationStatus', {
  REQUIRED: enumValue('REQUIRED'),
  NOT_REQUIRED: enumValue('NOT_REQUIRED'),
});

export const Session = guard('Session', {
  getActiveUser: () => makeUser(host('person', {}).email),
  getEffectiveUser: () => makeUser(host('person', {}).email),
  getTemporaryActiveUserKey: () => host('person', {}).key,
  getActiveUserLocale: () => 'en',
  getScriptTimeZone: () => host('workbook', {}).timeZone,
});

function textOf(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  const shown = (value: unknown) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
    return JSON.stringify(value) ?? String(value);
  };
  if (typeof first !== 'string' || !/%[sdj]/.test(first)) return values.map(shown).join(' ');
  const left = [...rest];
  const text = first.replace(/%[sdj]/g, (mark) => (left.length > 0 ? shown(left.shift()) : mark));
  return [text, ...left.map(shown)].join(' ');
}

let logged = '';

export const Logger: object = guard('Logger', {
  log: (...values: readonly unknown[]) => {
    const text = textOf(values);
    logged += `${text}\n`;
    host('log', { level: 'log', text });
    return Logger;
  },
  getLog: () => logged,
  clear: () => {
    logged = '';
  },
});

const write =
  (level: 'log' | 'info' | 'warn' | 'error') =>
  (...values: readonly unknown[]) => {
    host('log', { level, text: textOf(values) });
  };

const timers = new Map<string, number>();

export const scriptConsole = guard('console', {
  log: write('log'),
  info: write('info'),
  warn: write('warn'),
  error: write('error'),
  time: (label = 'default') => {
    timers.set(label, Date.now());
  },
  timeEnd: (label = 'default') => {
    host('log', { level: 'log', text: `${label}: ${Date.now() - (timers.get(label) ?? Date.now())}ms` });
  },
});
