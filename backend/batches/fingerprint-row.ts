import { createHash } from 'node:crypto';
import { fingerprintText } from '../../shared/fingerprint.ts';
import type { RowInputs } from '../../shared/reading.ts';
import type { BatchSettings } from '../../shared/settings.ts';
import type { TemplateId } from '../../shared/template.ts';

/** SHA-256 of all that decides whether a row is unchanged, hex, first 32 digits; the add-on makes the same. */
export function fingerprintRow(
  inputs: RowInputs,
  settings: BatchSettings,
  template: TemplateId,
  identityOf?: (value: string, column: string) => string,
): string {
  return sha256(fingerprintText(inputs, settings, template, identityOf)).slice(0, 32);
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A row's random seed, 0 – 2147483647: the same for every start of the same draft. */
export function seedOf(seedBase: number, rowId: string): number {
  return createHash('sha256').update(`${seedBase}/${rowId}`).digest().readUInt32BE(0) & 0x7fffffff;
}
