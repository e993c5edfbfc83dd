import { createHash } from 'node:crypto';
import { linkName } from '../access/result-links.ts';
import { cleanPath } from '../images/clean-path.ts';
import { inspectImage } from '../images/inspect-image.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { uploadAnswer, uploadQuery } from './schemas-rest.ts';

/** Takes in a picture, told by content; the same bytes of the same spreadsheet always have the same link. */
export function uploadOperations({ batches, keys, config, publicUrl }: AppDeps): Operation[] {
  const { maxFileBytes: maxBytes, maxPixels } = config.limits;
  return [
    operation({
      method: 'post',
      path: '/v1/uploads',
      summary: 'Upload a picture; its link goes into a cell',
      query: uploadQuery,
      rawBody: { mediaType: 'application/octet-stream', maxBytes },
      answer: uploadAnswer,
      async handle({ query, bytes, caller }) {
        const name = cleanPath(query.name.split(/[\\/]/).at(-1) ?? '') || 'image';
        const { mediaType, width, height } = await inspectImage(bytes, { name, maxBytes, maxPixels });
        const hash = createHash('sha256').update(bytes).digest('hex');
        const folder = createHash('sha256').update(caller.space).digest('hex').slice(0, 32);
        const file = `uploads/${folder}/${hash}`;
        await batches.files.create(file, bytes, { mediaType, facts: {} });
        const key = keys.sign('upload', file, 16).mac;
        const size = { mediaType, bytes: bytes.length, width, height };
        const createdAt = batches.clock.now();
        await batches.store.putUpload({ key, space: caller.space, name, file, ...size, createdAt });
        return { url: `${publicUrl}/u/${key}/${linkName(name)}`, name, ...size };
      },
    }),
  ];
}
