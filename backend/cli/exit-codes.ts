/** What the command's exit code says; people script against it. */
export const EXIT = {
  /** All completed or unchanged. */
  done: 0,
  internal: 1,
  /** Usage or input: nothing was run; `check` found at least one error. */
  refused: 2,
  /** Finished with failed or stopped rows. */
  partly: 3,
  /** Interrupted; `resume` continues. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Nothing was run; `message` says why and what to do. */
export class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
  }
}

/** Rows were run and are kept, but `--out` could not be written; `message` says why and how to write it again. */
export class NotWritten extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotWritten';
  }
}
