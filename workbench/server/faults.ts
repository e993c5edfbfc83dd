import { z } from 'zod';
import type { Fault } from './api.ts';

const times = z.number().int().min(1).optional();
const spreadsheetId = z.string().optional();

export const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503)]),
    times,
    spreadsheetId,
    writesOnly: z.boolean().optional(),
    afterApplying: z.boolean().optional(),
    retryAfterSeconds: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('slow'), milliseconds: z.number().min(0), times, spreadsheetId }),
  z.strictObject({ kind: z.literal('sharing_refused'), times, spreadsheetId }),
  z.strictObject({ kind: z.literal('protected'), times, spreadsheetId }),
]);

type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;

/** What is to go wrong on purpose. Several faults may be set; each is used up by its `times`. */
export class Faults {
  private readonly active: { fault: Fault; left: number }[] = [];

  set(fault: Fault): void {
    this.active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.active.length = 0;
  }

  /** The first fault of that kind that meets the spreadsheet, used once; null when there is none. */
  take<K extends Fault['kind']>(
    kind: K,
    spreadsheetId: string | null,
    applies: (fault: FaultOf<K>) => boolean = () => true,
  ): FaultOf<K> | null {
    for (const [i, entry] of this.active.entries()) {
      const { fault } = entry;
      if (!isKind(fault, kind)) continue;
      if (fault.spreadsheetId !== undefined && fault.spreadsheetId !== spreadsheetId) continue;
      if (!applies(fault)) continue;
      entry.left -= 1;
      if (entry.left <= 0) this.active.splice(i, 1);
      return fault;
    }
    return null;
  }
}

function isKind<K extends Fault['kind']>(fault: Fault, kind: K): fault is FaultOf<K> {
  return fault.kind === kind;
}
