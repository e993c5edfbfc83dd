import type { EditProof } from '../access/prove-edit-access.ts';
import type { ResultLinks } from '../access/result-links.ts';
import type { SessionTokens } from '../access/session-tokens.ts';
import type { SigningKeys } from '../access/signing-keys.ts';
import type { BatchDeps } from '../batches/deps.ts';
import type { ResultLink } from '../batches/view-row.ts';
import type { Config } from '../config.ts';
import type { SafeFetch } from '../images/safe-fetch.ts';
import type { SheetPump } from '../sheet/pump-sheet.ts';
import type { ExportBuilder } from './build-export.ts';

/** Who an ID token belongs to; null: it is not accepted. */
export type Identify = (idToken: string) => Promise<{ readonly sub: string; readonly email: string } | null>;

/** All that the HTTP side needs. */
export interface AppDeps {
  readonly config: Config;
  readonly batches: BatchDeps;
  /** null: nobody can sign in, because no audience is configured. */
  readonly identify: Identify | null;
  readonly tokens: SessionTokens;
  readonly proof: EditProof;
  readonly keys: SigningKeys;
  readonly links: ResultLinks;
  readonly link: ResultLink;
  readonly publicUrl: string;
  readonly safeFetch: SafeFetch;
  /** Reads one of our own links for a space; null: the address is not ours. */
  readonly readOwnLink: (url: string, space: string) => Promise<Uint8Array | null>;
  readonly exports: ExportBuilder;
  /** null: no spreadsheet service is configured. */
  readonly pump: SheetPump | null;
  readonly writerAccount: string | null;
  /** `host:port` names that a request may be for; null: any (behind Google's front end). */
  readonly hosts: () => readonly string[] | null;
  readonly ready: () => boolean;
}
