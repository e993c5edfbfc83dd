import { storeUpload } from '../access/store-upload.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { uploadAnswer, uploadQuery } from './schemas-rest.ts';

/** Takes in a picture; its link goes into a cell. */
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
      handle: ({ query, bytes, caller }) =>
        storeUpload({ ...batches, keys, publicUrl, limits: { maxBytes, maxPixels } }, caller.space, query.name, bytes),
    }),
  ];
}
