import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { DEFAULT_PERSON, type Person, personNamed, UnknownPersonError } from '../identity/people.ts';
import type { WorkbookDocument } from '../workbook/document.ts';
import { ConflictError } from '../workbook/document.ts';
import { OperationError } from '../workbook/operation.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';

/** An answer other than success; the message is a sentence for people. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Who asks, from `?as=`. */
export function personOf(request: Request): Person {
  const { as } = request.query;
  return personNamed(typeof as === 'string' && as !== '' ? as : DEFAULT_PERSON);
}

/** Whether the person may open and change the spreadsheet. */
export function mayEdit(document: WorkbookDocument, email: string): boolean {
  const { owner, editors } = document.permissions;
  return owner === email.toLowerCase() || editors.includes(email.toLowerCase());
}

/** The spreadsheet of the route's `:id`, for someone who may edit it. */
export function documentOf(workbooks: WorkbookFolder, request: Request<{ id: string }>): WorkbookDocument {
  const document = workbooks.get(request.params.id);
  if (!document) throw new RequestError(404, 'There is no such spreadsheet here; it may have been deleted.');
  const person = personOf(request);
  if (!mayEdit(document, person.email)) {
    throw new RequestError(
      403,
      `${person.email} has no access to this spreadsheet. Ask ${document.permissions.owner} to share it.`,
    );
  }
  return document;
}

/** The body checked by a schema. @throws RequestError 400 naming what is wrong */
export function bodyOf<T>(schema: z.ZodType<T>, request: Request<{ id: string }> | Request): T {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  throw new RequestError(400, `The request is not as expected: ${z.prettifyError(parsed.error)}`);
}

/** Turns thrown errors into `{ error }` answers. */
export function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RequestError) response.status(error.status).json({ error: message });
  else if (error instanceof ConflictError) response.status(409).json({ error: message });
  else if (error instanceof OperationError || error instanceof UnknownPersonError)
    response.status(400).json({ error: message });
  else if (isHttpError(error)) response.status(error.status).json({ error: message });
  else {
    console.error(error);
    response.status(500).json({ error: `The workbench failed: ${message}` });
  }
}

function isHttpError(error: unknown): error is { status: number } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}
