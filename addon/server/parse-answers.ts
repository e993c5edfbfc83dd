import type {
  BatchInputs,
  BatchView,
  ChallengeAnswer,
  ChunkAnswer,
  RowPage,
  ScopeAnswer,
  SessionAnswer,
  SheetPlanAnswer,
} from '../../shared/api.ts';
import type { TabSetup } from '../protocol.ts';
import { ScriptError } from './answer.ts';

/** What came over the wire becomes typed here, after a look at what the add-on builds on; each throws `unplugged`. */
function expect<T>(body: unknown, what: string, fits: (answer: Partial<T>) => boolean): T {
  if (typeof body === 'object' && body !== null && fits(body as Partial<T>)) return body as T;
  throw new ScriptError(
    'unplugged',
    `The backend answered ${what} with something unknown; it may be of another version.`,
  );
}

export function parseChallenge(body: unknown): ChallengeAnswer {
  return expect<ChallengeAnswer>(
    body,
    'the challenge',
    (answer) => typeof answer.challengeId === 'string' && typeof answer.metadataKey === 'string',
  );
}

export function parseSession(body: unknown): SessionAnswer {
  return expect<SessionAnswer>(
    body,
    'the session',
    (answer) => typeof answer.token === 'string' && typeof answer.expiresAt === 'number',
  );
}

export function parseBatch(body: unknown): BatchView {
  return expect<BatchView>(
    body,
    'the batch',
    (answer) => typeof answer.id === 'string' && typeof answer.status === 'string',
  );
}

export function parseChunk(body: unknown): ChunkAnswer {
  return expect<ChunkAnswer>(body, 'the rows', (answer) => typeof answer.digest === 'string');
}

export function parseScope(body: unknown): ScopeAnswer {
  return expect<ScopeAnswer>(body, 'what ran already', (answer) => Array.isArray(answer.classes));
}

export function parsePlan(body: unknown): SheetPlanAnswer {
  return expect<SheetPlanAnswer>(body, 'the planned cells', (answer) => Array.isArray(answer.cells));
}

export function parseInputs(body: unknown): BatchInputs {
  return expect<BatchInputs>(
    body,
    'the batch’s rows',
    (answer) => Array.isArray(answer.rows) && Array.isArray(answer.header),
  );
}

export function parsePage(body: unknown): RowPage {
  return expect<RowPage>(body, 'the results', (answer) => Array.isArray(answer.rows));
}

/** What this document's properties hold was written by us, maybe by an older version. */
export function parseSetup(text: string): Partial<TabSetup> {
  const setup: unknown = JSON.parse(text);
  return typeof setup === 'object' && setup !== null ? (setup as Partial<TabSetup>) : {};
}
