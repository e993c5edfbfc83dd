import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { OperationError } from '../workbook/operation.ts';

/** Google's canonical statuses that the workbench answers, with their HTTP codes. */
const CODES = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  UNIMPLEMENTED: 501,
} as const;

export type GoogleStatus = keyof typeof CODES;

const REASONS: { readonly [K in GoogleStatus]: string } = {
  INVALID_ARGUMENT: 'badRequest',
  UNAUTHENTICATED: 'authError',
  PERMISSION_DENIED: 'forbidden',
  NOT_FOUND: 'notFound',
  RESOURCE_EXHAUSTED: 'rateLimitExceeded',
  INTERNAL: 'backendError',
  UNAVAILABLE: 'backendError',
  UNIMPLEMENTED: 'notImplemented',
};

/** An answer other than success, shaped as Google shapes it. */
export class GoogleError extends Error {
  override name = 'GoogleError';
  readonly status: GoogleStatus;
  readonly code: number;
  readonly retryAfterSeconds: number | null;

  constructor(status: GoogleStatus, message: string, options: { code?: number; retryAfterSeconds?: number } = {}) {
    super(message);
    this.status = status;
    this.code = options.code ?? CODES[status];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** Turns thrown errors into `{ error: { code, message, status, errors } }`. */
export function answerGoogleError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const google = asGoogleError(error);
  if (google.retryAfterSeconds !== null) response.set('retry-after', String(google.retryAfterSeconds));
  const { code, message, status } = google;
  response
    .status(code)
    .json({ error: { code, message, status, errors: [{ domain: 'global', reason: REASONS[status], message }] } });
}

function asGoogleError(error: unknown): GoogleError {
  if (error instanceof GoogleError) return error;
  if (error instanceof OperationError) return new GoogleError('INVALID_ARGUMENT', error.message);
  if (error instanceof z.ZodError) {
    return new GoogleError('INVALID_ARGUMENT', `Invalid JSON payload received. ${z.prettifyError(error)}`);
  }
  if (typeof error === 'object' && error !== null && 'type' in error) {
    if (error.type === 'entity.too.large') {
      return new GoogleError('INVALID_ARGUMENT', 'Request payload size exceeds the limit.', { code: 413 });
    }
    if (error.type === 'entity.parse.failed')
      return new GoogleError('INVALID_ARGUMENT', 'Invalid JSON payload received.');
  }
  console.error(error);
  return new GoogleError('INTERNAL', 'Internal error encountered.');
}
