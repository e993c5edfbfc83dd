import type { DriveFile } from './drive-store.ts';
import { GoogleError } from './google-error.ts';

type Test = (file: DriveFile) => boolean;

const TERMS: readonly { readonly form: RegExp; readonly test: (value: string) => Test }[] = [
  { form: /^name\s*=\s*'((?:[^'\\]|\\.)*)'$/, test: (value) => (file) => file.name === value },
  {
    form: /^name\s*contains\s*'((?:[^'\\]|\\.)*)'$/,
    test: (value) => (file) => file.name.toLowerCase().includes(value.toLowerCase()),
  },
  { form: /^mimeType\s*=\s*'((?:[^'\\]|\\.)*)'$/, test: (value) => (file) => file.mimeType === value },
  { form: /^mimeType\s*!=\s*'((?:[^'\\]|\\.)*)'$/, test: (value) => (file) => file.mimeType !== value },
  { form: /^'((?:[^'\\]|\\.)*)'\s+in\s+parents$/, test: (value) => (file) => file.parents.includes(value) },
  { form: /^trashed\s*=\s*(true|false)$/, test: (value) => (file) => file.trashed === (value === 'true') },
];

/** The test of a `q` such as `name = 'Rowshot' and trashed = false`. @throws GoogleError 400 for what it does not know */
export function driveQuery(query: string): Test {
  const terms = query.split(/\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/).map((term) => term.trim());
  const tests = terms
    .filter((term) => term !== '')
    .map((term) => {
      for (const { form, test } of TERMS) {
        const match = form.exec(term);
        if (match) return test((match[1] ?? '').replace(/\\(.)/g, '$1'));
      }
      throw new GoogleError('INVALID_ARGUMENT', `Invalid Value: q "${term}" is not implemented in the workbench.`);
    });
  return (file) => tests.every((test) => test(file));
}
