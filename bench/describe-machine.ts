import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What figures are worth little without. */
export interface Machine {
  readonly system: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  /** Processes that wanted a processor during the last minute: far above 0 before the start, the machine had other work. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const all = cpus();
  return {
    system: `${type()} ${release()}`,
    cores: all.length,
    processor: all[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}
