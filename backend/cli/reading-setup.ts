import { CATALOGUE } from '../../templates/index.ts';
import { readConfig } from '../config.ts';
import { configuredProviders } from '../engines/configured-providers.ts';
import type { ReadingSetup } from './read-file.ts';

/** A file may hold more rows than a sheet: nothing has to be kept in step with it. */
const FILE_MAX_ROWS = 50_000;

/** What reading depends on in this environment: keys and limits. */
export function readingSetup({
  preview,
}: {
  readonly preview: boolean;
}): ReadingSetup & { readonly maxFileBytes: number } {
  const config = readConfig(process.env);
  return {
    configured: configuredProviders(CATALOGUE, process.env),
    limits: { maxRows: FILE_MAX_ROWS, maxImages: config.limits.maxImages },
    preview,
    maxFileBytes: config.limits.maxFileBytes,
  };
}
