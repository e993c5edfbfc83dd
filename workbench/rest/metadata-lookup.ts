import type { z } from 'zod';
import type { DeveloperMetadata } from '../workbook/model.ts';
import type { dataFilterSchema } from './batch-requests.ts';

type Lookup = z.infer<typeof dataFilterSchema>['developerMetadataLookup'];

/** Whether developer metadata meets everything the lookup names. */
export function matchesLookup(entry: DeveloperMetadata, lookup: Lookup): boolean {
  const { metadataId, metadataKey, metadataValue, visibility, locationType, metadataLocation } = lookup;
  const location = entry.tabId === null ? 'SPREADSHEET' : 'SHEET';
  return (
    (metadataId === undefined || entry.id === metadataId) &&
    (metadataKey === undefined || entry.key === metadataKey) &&
    (metadataValue === undefined || entry.value === metadataValue) &&
    (visibility === undefined || entry.visibility === visibility) &&
    (locationType === undefined || location === locationType) &&
    (metadataLocation?.sheetId === undefined || entry.tabId === metadataLocation.sheetId) &&
    (metadataLocation?.spreadsheet !== true || entry.tabId === null)
  );
}
