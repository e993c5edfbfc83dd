import { SheetsError, type SheetsErrorKind } from '../ports.ts';

interface HttpFailure {
  /** HTTP status; 0: no answer. */
  readonly status: number;
  readonly message: string;
}

/** What a failed call of the client says. */
export function failureOf(error: unknown): HttpFailure {
  if (!(error instanceof Error)) return { status: 0, message: String(error) };
  const status = 'status' in error ? Number(error.status) : 'code' in error ? Number(error.code) : 0;
  return { status: Number.isFinite(status) ? status : 0, message: error.message };
}

/** Google's refusal in our words. The message never carries a cell's content. */
export function sheetsError(error: unknown): SheetsError {
  if (error instanceof SheetsError) return error;
  const failure = failureOf(error);
  const kind = kindOf(failure);
  return new SheetsError(kind, `${SENTENCES[kind]} (${failure.status || 'no answer'})`, { cause: error });
}

function kindOf({ status, message }: HttpFailure): SheetsErrorKind {
  if (status === 429) return 'rate';
  if (status === 404) return 'gone';
  if (
    /protected cell|protected range|exceeds grid limits|after last (row|column) in grid|attempting to write (row|column)|outside the grid|out of bounds|beyond the/i.test(
      message,
    )
  ) {
    return 'bad_range';
  }
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 400 && /unable to parse range|no grid with id|no sheet with id/i.test(message)) return 'gone';
  return status >= 400 && status < 500 ? 'refused' : 'unavailable';
}

const SENTENCES: Readonly<Record<SheetsErrorKind, string>> = {
  gone: 'The spreadsheet or its tab is gone.',
  forbidden: 'Our account may not use this spreadsheet.',
  rate: 'Google asks for fewer requests.',
  bad_range: 'A range is protected or outside the tab.',
  refused: 'Google refuses the request.',
  unavailable: 'Google Sheets does not answer.',
};
