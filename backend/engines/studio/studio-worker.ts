import { type ErrorCode, RowError } from '../../../shared/errors.ts';
import type { EngineRequest } from '../engine.ts';
import { runTool, type StudioImage, type StudioLimits } from './run-tool.ts';

/** One image's worth of work, as it goes to a worker thread. */
export interface StudioTask {
  readonly request: EngineRequest;
  /** 0-based: which of the request's images. */
  readonly index: number;
  readonly limits: StudioLimits;
}

/** Errors lose their class on the way between threads, so a row's failure comes back as data. */
export type StudioReply =
  | { readonly ok: true; readonly image: StudioImage }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** Runs in a worker thread (piscina calls the default export). Anything but a RowError is thrown, for the log. */
export default async function runStudioTask({ request, index, limits }: StudioTask): Promise<StudioReply> {
  try {
    return { ok: true, image: await runTool(request, index, limits) };
  } catch (error) {
    if (error instanceof RowError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}
