import type { ChallengeAnswer, SessionAnswer } from '../../shared/api.ts';
import type { BackendCall } from '../protocol.ts';
import { ScriptError } from './answer.ts';
import { backendUrl, callBackendOk } from './backend-call.ts';
import { parseChallenge, parseSession } from './parse-answers.ts';

/**
 * Trades the person's Google identity for a session token of one spreadsheet. Edit access is proved by a one-time
 * challenge: we write it into the document as developer metadata, and the backend reads it with its own account.
 * Where the sheet may not be shared with that account there is no proof (`proved: false`).
 */
export function openSession(): SessionAnswer & { readonly backendUrl: string } {
  const token = identityToken();
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const spreadsheetId = spreadsheet.getId();
  const challenge = parseChallenge(ask({ method: 'post', path: '/v1/challenges', token, body: { spreadsheetId } }));
  const shared = challenge.writerAccount === null || shareWith(spreadsheet, challenge.writerAccount);
  const session = shared ? provedSession(spreadsheet, token, challenge) : null;
  const answered = session ?? sessionFor(token, spreadsheetId, null);
  return { ...answered, backendUrl: backendUrl() };
}

function identityToken(): string {
  const token: string | null = ScriptApp.getIdentityToken();
  if (token) return token;
  throw new ScriptError(
    'no_identity',
    'Google did not say who you are. Close this panel and open it again; if you are signed into several Google accounts, sign out of the others first.',
  );
}

/** Whether our account can read the document now. A domain may forbid sharing: then the sidebar writes the results. */
function shareWith(spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet, account: string): boolean {
  try {
    const known = spreadsheet.getEditors().some((editor) => editor.getEmail().toLowerCase() === account.toLowerCase());
    if (!known) spreadsheet.addEditor(account);
    return true;
  } catch (error) {
    console.warn(`Sharing with ${account} was refused: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** null: the backend could not see the challenge, so there is no proof. */
function provedSession(
  spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet,
  token: string,
  challenge: ChallengeAnswer,
): SessionAnswer | null {
  spreadsheet.addDeveloperMetadata(
    challenge.metadataKey,
    challenge.metadataValue,
    SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT,
  );
  try {
    SpreadsheetApp.flush();
    return sessionFor(token, spreadsheet.getId(), challenge.challengeId);
  } catch (error) {
    if (error instanceof ScriptError && error.code !== 'unplugged' && error.code !== 'no_identity') return null;
    throw error;
  } finally {
    for (const entry of spreadsheet.createDeveloperMetadataFinder().withKey(challenge.metadataKey).find()) {
      entry.remove();
    }
  }
}

function sessionFor(token: string, spreadsheetId: string, challengeId: string | null): SessionAnswer {
  return parseSession(ask({ method: 'post', path: '/v1/sessions', token, body: { spreadsheetId, challengeId } }));
}

/** A refused ID token is not an expired session: it means that Google signed for somebody else. */
function ask(call: BackendCall): unknown {
  try {
    return callBackendOk(call);
  } catch (error) {
    if (error instanceof ScriptError && error.code === 'expired') {
      throw new ScriptError(
        'no_identity',
        `${error.message} If you are signed into several Google accounts, sign out of the others and open this panel again.`,
      );
    }
    throw error;
  }
}
