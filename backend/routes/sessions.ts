import { callerOf } from '../access/session-tokens.ts';
import { SheetsError } from '../ports.ts';
import { HttpError } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { challengeAnswer, challengeRequest, sessionAnswer, sessionRequest } from './schemas-rest.ts';

/** Signing in: a challenge for a spreadsheet, then a session with or without proof of edit access. */
export function sessionOperations({ proof, tokens, writerAccount, batches, pump }: AppDeps): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/v1/challenges',
      summary: 'Ask for a value that proves edit access once it is written into the document',
      body: challengeRequest,
      answer: challengeAnswer,
      async handle({ body, caller }) {
        const { id, metadataKey, metadataValue } = await proof.challenge(caller.sub, body.spreadsheetId);
        return { challengeId: id, metadataKey, metadataValue, writerAccount };
      },
    }),
    operation({
      method: 'post',
      path: '/v1/sessions',
      summary: 'Open a session of 15 minutes for one spreadsheet',
      body: sessionRequest,
      answer: sessionAnswer,
      async handle({ body, caller }) {
        const { sub, email } = caller;
        const { spreadsheetId, challengeId } = body;
        const outcome =
          challengeId === null ? 'unreadable' : await proof.check(sub, spreadsheetId, challengeId).catch(notNow);
        if (outcome === 'refused') {
          throw new HttpError(
            403,
            'not_proved',
            'Edit access to the spreadsheet was not proved: the challenge is unknown, used or not in the document.',
          );
        }
        const proved = outcome === 'proved';
        const { space } = callerOf(sub, email, spreadsheetId, proved);
        // Opening the sidebar catches up with what the sheet missed.
        if (proved && pump) await batches.queue.add({ kind: 'pump', spreadsheetId, full: true });
        batches.log('session opened', { sub, space, proved });
        return { ...tokens.issue({ sub, email, spreadsheetId, proved }), proved, email };
      },
    }),
  ];
}

/** Without an answer of Google's nothing is known of the person's access: that is no refusal. */
function notNow(error: unknown): never {
  if (!(error instanceof SheetsError)) throw error;
  throw new HttpError(
    503,
    'unavailable',
    'Google Sheets does not answer just now, so your access to this spreadsheet could not be checked. Try again in a minute.',
  );
}
