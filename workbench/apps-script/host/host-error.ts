/** What the script gets as an Exception with this message. */
export class HostError extends Error {
  override name = 'HostError';
}
