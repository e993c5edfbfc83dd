import { closest } from '../closest.ts';
import { normaliseHeader } from '../normalise-header.ts';
import { tidyText } from './tidy-text.ts';
import { listed, type ValueReading } from './value-reading.ts';

const SWITCH: Readonly<Record<string, string>> = { true: 'on', yes: 'on', false: 'off', no: 'off' };

/** One of `values`, whatever its case; blanks, `_` and `-` inside are equal. TRUE and FALSE have one reading as on and off. */
export function readChoice(text: string, values: readonly string[]): ValueReading<string> {
  const wanted = normaliseHeader(text);
  const exact = values.find((value) => normaliseHeader(value) === wanted);
  if (exact !== undefined) return { ok: true, value: exact };
  const tidy = normaliseHeader(tidyText(text));
  const meant = values.find((value) => normaliseHeader(value) === tidy) ?? SWITCH[tidy];
  if (meant !== undefined && values.includes(meant)) return { ok: true, value: meant, readAs: meant };
  const near = closest(tidy, values.map(normaliseHeader));
  const suggestion = values.find((value) => normaliseHeader(value) === near);
  return { ok: false, allowed: `must be ${listed(values)}`, ...(suggestion === undefined ? {} : { suggestion }) };
}
