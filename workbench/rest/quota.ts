import { GoogleError } from './google-error.ts';

/** Requests a minute. Google's figures for Sheets (2026-11): 300 a project and 60 a user, reads and writes apart. */
export type QuotaLimits = { readonly perProject: number; readonly perUser: number };

export const SHEETS_QUOTA: QuotaLimits = { perProject: 300, perUser: 60 };

const MINUTE = 60_000;

/** Counts requests over the last minute and refuses what is too much. */
export class Quota {
  private readonly requests = new Map<string, number[]>();
  private readonly limits: QuotaLimits;
  private readonly now: () => number;

  constructor(limits: QuotaLimits, now: () => number = Date.now) {
    this.limits = limits;
    this.now = now;
  }

  /** @throws GoogleError 429 where the project or the user had its requests of the last minute */
  count(kind: 'Read' | 'Write', user: string): void {
    this.take(kind, `${kind} project`, this.limits.perProject, 'minute');
    this.take(kind, `${kind} user ${user}`, this.limits.perUser, 'minute per user');
  }

  private take(kind: string, key: string, limit: number, per: string): void {
    const now = this.now();
    const times = this.requests.get(key) ?? [];
    this.requests.set(key, times);
    while (times[0] !== undefined && times[0] <= now - MINUTE) times.shift();
    if (times.length >= limit) {
      throw new GoogleError(
        'RESOURCE_EXHAUSTED',
        `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per ${per}' of service 'sheets.googleapis.com' for consumer 'project_number:1'.`,
      );
    }
    times.push(now);
  }
}
