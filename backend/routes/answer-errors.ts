import type { ApiError } from '../../shared/api.ts';
import { RowError } from '../../shared/errors.ts';
import { ConflictError, InputError, NotFoundError } from '../batches/errors.ts';

/** A refusal with its HTTP status, a code for programs and a sentence for people. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

export interface ErrorAnswer {
  readonly status: number;
  readonly body: ApiError;
  /** Ours to look into: it goes to the log as an error. */
  readonly unexpected: boolean;
}

/** Every failure as the API's answer; what was not foreseen says nothing of its inside. */
export function answerError(error: unknown): ErrorAnswer {
  if (error instanceof HttpError) return answer(error.status, error.code, error.message);
  if (error instanceof NotFoundError) return answer(404, 'not_found', error.message);
  if (error instanceof ConflictError) return answer(409, 'conflict', error.message);
  if (error instanceof InputError) return answer(400, 'bad_request', error.message);
  if (error instanceof RowError) return answer(error.code === 'too_large' ? 413 : 422, error.code, error.message);
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') {
    return answer(413, 'too_large', 'What was sent is larger than is allowed here.');
  }
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return answer(400, 'bad_request', 'The request ended before all of it had arrived.');
  }
  if (error instanceof URIError) return answer(400, 'bad_request', 'The address is not spelled correctly.');
  return {
    ...answer(500, 'internal', 'Something went wrong in Rowshot. Try again; if it stays, tell who runs the backend.'),
    unexpected: true,
  };
}

function answer(status: number, code: string, message: string): ErrorAnswer {
  return { status, body: { error: { code, message } }, unexpected: false };
}
