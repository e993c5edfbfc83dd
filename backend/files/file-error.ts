/** A file that cannot be read at all. `message` names it, says what it is and what to do. */
export class FileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileError';
  }
}
