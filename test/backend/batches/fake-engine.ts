import type { Engine, EngineContext, EngineOutput, EngineRequest } from '../../../backend/engines/engine.ts';
import { RowError } from '../../../shared/errors.ts';

/** What a call of the scripted engine does. */
export type Script = (request: EngineRequest, context: EngineContext, call: number) => Promise<void> | void;

/** An engine that notes its calls and does as the script says; without one every call succeeds at once. */
export interface FakeEngine extends Engine {
  readonly calls: EngineRequest[];
  script: Script;
}

export const PNG = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);

export function createFakeEngine(
  id: string,
  options: { readonly paid?: boolean; readonly costUsd?: number; readonly resumes?: boolean } = {},
): FakeEngine {
  const make = (request: EngineRequest): readonly EngineOutput[] => [
    {
      kind: 'image',
      bytes: new TextEncoder().encode(`${request.prompt}/${request.seed}`),
      mediaType: 'image/png',
      width: 8,
      height: 8,
      costUsd: options.costUsd ?? 0,
      seed: request.seed,
      promptSent: request.prompt,
      warnings: [],
      ...(request.tool === 'edit' ? { forNextStep: { bytes: PNG, mediaType: 'image/png' } } : {}),
    },
  ];
  const engine: FakeEngine = {
    id,
    paid: options.paid ?? false,
    calls: [],
    script: () => undefined,
    async run(request, context) {
      engine.calls.push(request);
      await engine.script(request, context, engine.calls.length);
      return make(request);
    },
    ...(options.resumes
      ? {
          async resume(jobId: string, request: EngineRequest, context: EngineContext) {
            await engine.script(request, context, -1);
            if (jobId === '') throw new RowError('in_doubt', 'No such job.');
            return make(request);
          },
        }
      : {}),
    async close() {},
  };
  return engine;
}
