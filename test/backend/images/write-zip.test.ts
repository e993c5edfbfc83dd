import { PassThrough, Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import yauzl from 'yauzl';
import { writeZip, type ZipEntry } from '../../../backend/images/write-zip.ts';

const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

async function* entries(list: readonly (readonly [string, () => Readable])[]): AsyncIterable<ZipEntry> {
  for (const [name, open] of list) yield { name, open: async () => open() };
}

function collect(): { sink: Writable; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { sink, bytes: () => Buffer.concat(chunks) };
}

async function names(zip: Buffer): Promise<string[]> {
  const file = await fromBuffer(zip, { lazyEntries: true });
  const found: string[] = [];
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: yauzl.Entry) => {
      found.push(`${entry.fileName}:${entry.uncompressedSize}`);
      file.readEntry();
    });
    file.on('end', () => resolve(found));
    file.on('error', reject);
    file.readEntry();
  });
}

test('entries arrive in order, whole, and the same batch gives the same bytes', async () => {
  const make = async () => {
    const { sink, bytes } = collect();
    const size = await writeZip(
      entries([
        ['a.png', () => Readable.from([Buffer.alloc(1000, 1)])],
        ['ordner/ä 日本.png', () => Readable.from([Buffer.alloc(70_000, 2), Buffer.alloc(5, 3)])],
        ['empty.txt', () => Readable.from([])],
      ]),
      sink,
    );
    expect(size).toBe(bytes().length);
    return bytes();
  };
  const zip = await make();
  expect(await names(zip)).toEqual(['a.png:1000', 'ordner/ä 日本.png:70005', 'empty.txt:0']);
  expect(Buffer.compare(zip, await make())).toBe(0);
});

test('sources are opened one at a time, as their turn comes', async () => {
  let open = 0;
  let most = 0;
  const source = () => {
    open += 1;
    most = Math.max(most, open);
    const stream = Readable.from([Buffer.alloc(100_000)]);
    stream.once('close', () => {
      open -= 1;
    });
    return stream;
  };
  await writeZip(
    entries(Array.from({ length: 50 }, (_, k) => [`${k}.bin`, source] as const)),
    new PassThrough().resume(),
  );
  expect(most).toBeLessThanOrEqual(2);
});

test('a source, a sink or the signal that fails ends the whole with its error', async () => {
  const failing = () =>
    new Readable({
      read() {
        this.destroy(new Error('disk gone'));
      },
    });
  await expect(writeZip(entries([['a', failing]]), new PassThrough().resume())).rejects.toThrow('disk gone');
  const full = new Writable({
    write(_chunk, _encoding, done) {
      done(new Error('disk full'));
    },
  });
  await expect(writeZip(entries([['a', () => Readable.from([Buffer.alloc(10_000)])]]), full)).rejects.toThrow(
    'disk full',
  );
  const aborted = AbortSignal.abort(new Error('cancelled'));
  await expect(
    writeZip(entries([['a', () => Readable.from([Buffer.alloc(10)])]]), new PassThrough().resume(), {
      signal: aborted,
    }),
  ).rejects.toThrow();
});
