import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';

/** One file of a ZIP; `open` is called when its turn comes, never earlier. */
export interface ZipEntry {
  readonly name: string;
  open(): Promise<Readable>;
}

/** Every entry carries this date, so that the same batch gives the same bytes. */
const ENTRY_DATE = new Date('2000-01-01T00:00:00Z');

/**
 * Streams entries into a ZIP, stored (pictures are compressed already), with ZIP64 where it is needed. One source is
 * open at a time. Resolves with the number of bytes written, after `sink` has taken the last one.
 *
 * @throws whatever a source, the sink or the signal raises; nothing is left open then.
 */
export async function writeZip(
  entries: AsyncIterable<ZipEntry>,
  sink: Writable,
  options: { readonly signal?: AbortSignal; readonly onEntry?: (done: number) => void } = {},
): Promise<number> {
  const zip = new ZipArchive({ store: true, statConcurrency: 1 });
  const written = pipeline(zip, sink, { ...(options.signal ? { signal: options.signal } : {}) });
  // Awaited below; until then a failure must not count as unhandled.
  written.catch(() => undefined);
  let done = 0;
  try {
    for await (const entry of entries) {
      options.signal?.throwIfAborted();
      const source = await entry.open();
      source.once('error', (error) => zip.destroy(error));
      const added = once(zip, 'entry');
      added.catch(() => undefined);
      zip.append(source, { name: entry.name, date: ENTRY_DATE });
      // When the sink fails, no 'entry' event ever comes.
      await Promise.race([added, written]);
      done += 1;
      options.onEntry?.(done);
    }
    await Promise.all([zip.finalize(), written]);
    return zip.pointer();
  } catch (error) {
    zip.destroy();
    await written.catch(() => undefined);
    throw error;
  }
}
