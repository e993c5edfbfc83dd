import { GoogleError } from './google-error.ts';

/** A parsed `fields` mask: names with what is wanted below them; null below means everything. */
export type FieldMask = { readonly [name: string]: FieldMask | null };

type Open = { [name: string]: Open | null };

/** Parses `sheets(properties,data/rowData/values(note))`. @throws GoogleError 400 where it is none */
export function parseFieldMask(text: string): FieldMask {
  let at = 0;
  const fail = () => new GoogleError('INVALID_ARGUMENT', `Request contains an invalid argument: fields "${text}".`);
  const list = (): Open => {
    const mask: Open = {};
    for (;;) {
      const path: string[] = [];
      for (;;) {
        const name = /^\s*([A-Za-z0-9_*]+)\s*/.exec(text.slice(at));
        if (!name) throw fail();
        at += name[0].length;
        path.push(name[1] ?? '');
        if (text[at] !== '.' && text[at] !== '/') break;
        at++;
      }
      let below: Open | null = null;
      if (text[at] === '(') {
        at++;
        below = list();
        if (text[at] !== ')') throw fail();
        at++;
      }
      merge(mask, path, below);
      if (text[at] !== ',') return mask;
      at++;
    }
  };
  const mask = list();
  if (at !== text.length) throw fail();
  return mask;
}

function merge(mask: Open, path: readonly string[], below: Open | null): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    const known = mask[name];
    if (known === null || below === null) mask[name] = null;
    else mask[name] = { ...known, ...below };
    return;
  }
  const known = mask[name];
  if (known === null) return;
  const next = known ?? {};
  mask[name] = next;
  merge(next, rest, below);
}

/** What the mask wants below a name: undefined is nothing, null everything. */
export function below(mask: FieldMask | null | undefined, name: string): FieldMask | null | undefined {
  if (mask === null || mask === undefined) return mask;
  if ('*' in mask) return mask['*'];
  return mask[name];
}

/** Keeps only what the mask names. */
export function applyFieldMask(value: unknown, mask: FieldMask | null): unknown {
  if (mask === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => applyFieldMask(item, mask));
  const kept: { [name: string]: unknown } = {};
  for (const [name, item] of Object.entries(value)) {
    const wanted = below(mask, name);
    if (wanted !== undefined && item !== undefined) kept[name] = applyFieldMask(item, wanted);
  }
  return kept;
}

/** Whether a write mask such as `userEnteredValue,userEnteredFormat.textFormat` covers the path, or a part of it. */
export function writeMask(fields: string): (path: string) => boolean {
  const entries = pathsOf(parseFieldMask(fields));
  const answers = new Map<string, boolean>();
  const covers = (path: string) =>
    entries.some(
      (entry) => entry === '*' || path === entry || path.startsWith(`${entry}.`) || entry.startsWith(`${path}.`),
    );
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = covers(path);
    answers.set(path, answer);
    return answer;
  };
}

/** All paths a mask names. */
export function pathsOf(mask: FieldMask): string[] {
  return Object.entries(mask).flatMap(([name, rest]) =>
    rest === null ? [name] : pathsOf(rest).map((path) => `${name}.${path}`),
  );
}
