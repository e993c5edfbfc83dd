import type { DeveloperMetadata } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { enumName, enumValue, guard } from './guard.ts';

export const DeveloperMetadataVisibility = guard('DeveloperMetadataVisibility', {
  DOCUMENT: enumValue('DOCUMENT'),
  PROJECT: enumValue('PROJECT'),
});

export const DeveloperMetadataLocationType = guard('DeveloperMetadataLocationType', {
  SPREADSHEET: enumValue('SPREADSHEET'),
  SHEET: enumValue('SHEET'),
  ROW: enumValue('ROW'),
  COLUMN: enumValue('COLUMN'),
});

/** addDeveloperMetadata, getDeveloperMetadata and the finder, of a tab or (null) of the spreadsheet. */
export function metadataMembers(tabId: number | null) {
  const own = () => host('workbook', {}).metadata.filter((entry) => entry.tabId === tabId);
  return {
    getDeveloperMetadata: (): object[] => own().map(makeMetadata),
    createDeveloperMetadataFinder: (): object => finder(tabId),
    /** (key), (key, visibility), (key, value) or (key, value, visibility) */
    add: (args: readonly unknown[]) => {
      const [key, second, third] = args;
      if (typeof key !== 'string' || key === '') throw new Exception('Developer metadata needs a key.');
      const visibility = (enumName(second) ?? enumName(third)) === 'PROJECT' ? 'PROJECT' : 'DOCUMENT';
      const value = typeof second === 'string' ? second : '';
      const entry: DeveloperMetadata = { id: Math.floor(Math.random() * 2 ** 31), key, value, visibility, tabId };
      host('apply', { operations: [{ type: 'addMetadata', entry }] });
    },
  };
}

export function sheetMetadata(tabId: number) {
  const { add, ...members } = metadataMembers(tabId);
  return { ...members, addDeveloperMetadata: (...args: readonly unknown[]) => add(args) };
}

function makeMetadata(entry: DeveloperMetadata): object {
  const replace = (part: Partial<DeveloperMetadata>): object => {
    const next = { ...entry, ...part };
    host('apply', {
      operations: [
        { type: 'removeMetadata', id: entry.id },
        { type: 'addMetadata', entry: next },
      ],
    });
    return makeMetadata(next);
  };
  return guard('DeveloperMetadata', {
    getId: () => entry.id,
    getKey: () => entry.key,
    getValue: () => entry.value,
    getVisibility: () => DeveloperMetadataVisibility[entry.visibility],
    setValue: (value: string) => replace({ value }),
    setKey: (key: string) => replace({ key }),
    remove: () => {
      host('apply', { operations: [{ type: 'removeMetadata', id: entry.id }] });
    },
    getLocation: () =>
      guard('DeveloperMetadataLocation', {
        getLocationType: () => DeveloperMetadataLocationType[entry.tabId === null ? 'SPREADSHEET' : 'SHEET'],
      }),
  });
}

function finder(tabId: number | null) {
  const conditions: ((entry: DeveloperMetadata) => boolean)[] = [];
  if (tabId !== null) conditions.push((entry) => entry.tabId === tabId);
  const where = (condition: (entry: DeveloperMetadata) => boolean): object => {
    conditions.push(condition);
    return self;
  };
  const self: object = guard('DeveloperMetadataFinder', {
    withKey: (key: string) => where((entry) => entry.key === key),
    withValue: (value: string) => where((entry) => entry.value === value),
    withId: (id: number) => where((entry) => entry.id === id),
    withVisibility: (visibility: unknown) => where((entry) => entry.visibility === enumName(visibility)),
    withLocationType: (type: unknown) =>
      where((entry) => (entry.tabId === null ? 'SPREADSHEET' : 'SHEET') === enumName(type)),
    onIntersectingLocations: () => self,
    find: () =>
      host('workbook', {})
        .metadata.filter((entry) => conditions.every((holds) => holds(entry)))
        .map(makeMetadata),
  });
  return self;
}
