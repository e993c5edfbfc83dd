/** Asked for by the language itself or by printing; absent on purpose, never an error. */
const QUIET = ['then', 'toJSON', 'constructor', 'inspect', '$$typeof', 'nodeType', 'prototype'];

/** Makes every member that the workbench lacks fail by its name instead of being undefined. */
export function guard<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || QUIET.includes(key)) return Reflect.get(target, key, receiver);
      throw new Error(`${name}.${key} is not implemented in the workbench`);
    },
  });
}

const names = new WeakMap<object, string>();

/** One value of a Google enum: it prints as its name and equals only itself. */
export function enumValue<N extends string>(name: N) {
  const value = Object.freeze({ toString: () => name, name: () => name, toJSON: () => name });
  names.set(value, name);
  return value;
}

/** The name of an enum value; null for anything else. */
export function enumName(value: unknown): string | null {
  return typeof value === 'object' && value !== null ? (names.get(value) ?? null) : null;
}
