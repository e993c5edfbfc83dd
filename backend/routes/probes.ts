import PQueue from 'p-queue';
import type { ProbeAnswer } from '../../shared/api.ts';
import { RowError } from '../../shared/errors.ts';
import { inspectHead } from '../images/inspect-image.ts';
import { directLink } from '../images/share-links.ts';
import { sourceName } from '../images/source-name.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { probeAnswer, probeRequest } from './schemas-rest.ts';

const PER_HOST = 3;
const AT_ONCE = 24;
/** Enough for every format's signature and for most sizes. */
const HEAD_BYTES = 64 * 1024;

type Probed = ProbeAnswer['results'][number];

/** Looks at sources before a start: headers and first bytes, a few per host at once. */
export function probeOperations({ safeFetch, readOwnLink, config }: AppDeps): Operation[] {
  const hosts = new Map<string, PQueue>();
  const all = new PQueue({ concurrency: AT_ONCE });
  const queueOf = (host: string): PQueue => {
    const known = hosts.get(host);
    // Hosts are many over the months; only the busy ones need to be remembered.
    if (hosts.size > 1000) for (const [name, queue] of hosts) if (queue.pending === 0) hosts.delete(name);
    if (known) return known;
    const queue = new PQueue({ concurrency: PER_HOST });
    hosts.set(host, queue);
    return queue;
  };
  const { maxFileBytes: maxBytes, maxPixels } = config.limits;

  const probe = async (url: string, space: string): Promise<Probed> => {
    try {
      const name = sourceName(url);
      const own = await readOwnLink(url, space);
      const got = own
        ? { bytes: own, declaredBytes: own.length }
        : await safeFetch(directLink(url), { headBytes: HEAD_BYTES });
      const { mediaType } = await inspectHead(got.bytes, { name, maxBytes, maxPixels });
      return { url, ok: true, mediaType, bytes: got.declaredBytes };
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      return { url, ok: false, failure: { code: error.code, message: error.message } };
    }
  };

  return [
    operation({
      method: 'post',
      path: '/v1/probes',
      summary: 'Whether sources can be reached and are pictures',
      body: probeRequest,
      answer: probeAnswer,
      async handle({ body, caller }) {
        const results = await Promise.all(
          body.urls.map((url) =>
            queueOf(URL.parse(url)?.host ?? '').add(() => all.add(() => probe(url, caller.space))),
          ),
        );
        return { results };
      },
    }),
  ];
}
