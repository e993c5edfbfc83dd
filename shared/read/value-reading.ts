/**
 * What became of one text. `readAs` is there where it was not written as it should be but had one reading only (a
 * warning). `allowed` is a sentence on what may be there; `suggestion` the value that was probably meant.
 */
export type ValueReading<T> =
  | { readonly ok: true; readonly value: T; readonly readAs?: string }
  | { readonly ok: false; readonly allowed: string; readonly suggestion?: string };

/** `a, b or c`. */
export function listed(values: readonly string[], last = 'or'): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} ${last} ${values[values.length - 1]}`;
}
