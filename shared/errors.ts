/** Every way in which a row can fail. The words are the product's; nothing else may appear in a row's message. */
export type ErrorCode =
  | 'bad_input'
  | 'unreachable_source'
  | 'unsupported_image'
  | 'too_large'
  | 'refused'
  | 'rate_limited'
  | 'out_of_credit'
  | 'unauthorised'
  | 'provider_down'
  | 'timeout'
  | 'budget_reached'
  | 'in_doubt'
  | 'internal';

export interface ErrorRule {
  /** Whether the same row may succeed when it is simply run again. */
  readonly retryable: boolean;
  /** One sentence on what to do. */
  readonly advice: string;
}

/** What each error code means for a retry, and what a person should do about it. */
export const ERROR_RULES: Readonly<Record<ErrorCode, ErrorRule>> = {
  bad_input: { retryable: false, advice: 'Correct the cell and run the row again.' },
  unreachable_source: { retryable: true, advice: 'Check that the link opens without a login, then retry.' },
  unsupported_image: { retryable: false, advice: 'Use a JPG, PNG, WEBP, AVIF, TIFF or GIF image.' },
  too_large: { retryable: false, advice: 'Use a smaller image.' },
  refused: { retryable: false, advice: 'The content policy refused it: change the prompt or the image.' },
  rate_limited: { retryable: true, advice: 'The provider asked for a pause; Rowshot tries again by itself.' },
  out_of_credit: { retryable: true, advice: "Add credit to the provider's account, then resume." },
  unauthorised: { retryable: false, advice: "Configure the provider's key, then retry." },
  provider_down: { retryable: true, advice: 'The provider has trouble; retry later.' },
  timeout: { retryable: true, advice: 'It took too long; retry.' },
  budget_reached: { retryable: true, advice: 'Raise the budget, then resume.' },
  in_doubt: { retryable: false, advice: 'It may have been charged; Retry failed runs it again.' },
  internal: { retryable: true, advice: 'Something went wrong in Rowshot; retry, and report it if it stays.' },
};

/** A failure with a code for programs and a sentence for people. */
export interface RowFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Thrown wherever a row, source or call fails in a way that a person can act on. `message` is shown to people as it is;
 * `cause` keeps the original for the log.
 */
export class RowError extends Error {
  readonly code: ErrorCode;
  /** How long the provider or host asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message);
    this.name = 'RowError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    if (options.cause !== undefined) Object.defineProperty(this, 'cause', { value: options.cause });
  }
}
