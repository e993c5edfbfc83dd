import { applyOperation } from '../workbook/apply-operation.ts';
import type { WorkbookDocument } from '../workbook/document.ts';
import type { Workbook } from '../workbook/model.ts';
import { type Operation, OperationError } from '../workbook/operation.ts';
import { PROTECTED_MESSAGE, protectedFrom } from '../workbook/protection.ts';
import { type RequestKind, type RequestOf, requestSchemas } from './batch-requests.ts';
import { GoogleError } from './google-error.ts';
import { type Planned, planners } from './request-operations.ts';

function isKnown(kind: string): kind is RequestKind {
  return Object.hasOwn(requestSchemas, kind);
}

function plan<K extends RequestKind>(kind: K, body: RequestOf<K>, workbook: Workbook): Planned {
  return planners[kind](body, workbook);
}

function parse<K extends RequestKind>(kind: K, body: unknown, at: string): RequestOf<K> {
  const parsed = requestSchemas[kind].safeParse(body);
  // Through JSON because the compiler cannot follow a schema that is chosen by its name.
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data));
  const [issue] = parsed.error.issues;
  const path = [at, ...(issue?.path ?? [])].join('.');
  throw new GoogleError(
    'INVALID_ARGUMENT',
    `Invalid JSON payload received. At '${path}': ${issue?.message ?? 'invalid'}`,
  );
}

/**
 * `spreadsheets.batchUpdate`: every request is checked and tried first, then all are applied at once, or none.
 * @returns the replies, one for each request
 * @throws GoogleError 400 naming the request that does not fit
 */
export function batchUpdate(
  document: WorkbookDocument,
  requests: readonly { readonly [kind: string]: unknown }[],
  email: string,
): object[] {
  const { workbook } = document;
  const all: Operation[] = [];
  const inverses: Operation[] = [];
  const replies: object[] = [];
  try {
    requests.forEach((request, i) => {
      const [entry, ...more] = Object.entries(request);
      if (!entry || more.length > 0) {
        throw new GoogleError('INVALID_ARGUMENT', `Invalid requests[${i}]: exactly one kind of request must be set.`);
      }
      const [kind, body] = entry;
      if (!isKnown(kind)) {
        throw new GoogleError(
          'INVALID_ARGUMENT',
          `Invalid JSON payload received. Unknown name "${kind}" at 'requests[${i}]': it is not implemented in the workbench.`,
        );
      }
      const at = `requests[${i}].${kind}`;
      try {
        const { operations, reply } = plan(kind, parse(kind, body, at), workbook);
        for (const operation of operations) {
          if (protectedFrom(workbook, operation, email, document.permissions.owner))
            throw new OperationError(PROTECTED_MESSAGE);
          inverses.unshift(applyOperation(workbook, operation));
          all.push(operation);
        }
        replies.push(reply?.(workbook) ?? {});
      } catch (error) {
        if (error instanceof OperationError)
          throw new GoogleError('INVALID_ARGUMENT', `Invalid ${at}: ${error.message}`);
        throw error;
      }
    });
  } finally {
    for (const inverse of inverses) applyOperation(workbook, inverse);
  }
  const [only] = all;
  // One entry in the log for one request, however many cells it writes: pages that fall behind can still catch up.
  if (only) document.apply(`rest:${email}`, all.length === 1 ? all : [{ type: 'batch', operations: all }]);
  return replies;
}
