import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Clock, type SheetsApi, SheetsError } from '../ports.ts';
import type { SideStore } from '../side-store.ts';

/** A challenge must be answered within this time (ms). */
export const CHALLENGE_MS = 5 * 60 * 1000;
const METADATA_KEY = 'rowshot-proof';

const CHALLENGE = z.strictObject({ sub: z.string(), spreadsheetId: z.string(), value: z.string() });

export interface EditProof {
  /** A value that only someone who can edit the spreadsheet can write into it. */
  challenge(sub: string, spreadsheetId: string): Promise<{ id: string; metadataKey: string; metadataValue: string }>;
  /**
   * `proved`: the document holds the value. `unreadable`: our account cannot read the document, so that there is no
   * proof. `refused`: unknown, used, run out, somebody else's, or not written into the document.
   */
  check(sub: string, spreadsheetId: string, challengeId: string): Promise<'proved' | 'unreadable' | 'refused'>;
}

/**
 * Proof of edit access: the add-on writes a random value into the document as developer metadata and the backend reads
 * it with its own account. Each challenge is good once.
 */
export function createEditProof(store: SideStore, sheets: SheetsApi | null, clock: Clock): EditProof {
  return {
    async challenge(sub, spreadsheetId) {
      const id = randomBytes(16).toString('base64url');
      const value = randomBytes(24).toString('base64url');
      await store.putChallenge(id, JSON.stringify({ sub, spreadsheetId, value }), clock.now() + CHALLENGE_MS);
      return { id, metadataKey: METADATA_KEY, metadataValue: value };
    },
    async check(sub, spreadsheetId, challengeId) {
      const body = await store.takeChallenge(challengeId, clock.now());
      if (body === null) return 'refused';
      const asked = CHALLENGE.parse(JSON.parse(body));
      if (asked.sub !== sub || asked.spreadsheetId !== spreadsheetId) return 'refused';
      if (sheets === null) return 'unreadable';
      try {
        const found = await sheets.findMetadata(spreadsheetId, METADATA_KEY);
        return found.includes(asked.value) ? 'proved' : 'refused';
      } catch (error) {
        if (error instanceof SheetsError && (error.kind === 'forbidden' || error.kind === 'gone')) return 'unreadable';
        throw error;
      }
    },
  };
}
