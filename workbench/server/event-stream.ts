import type { Response } from 'express';
import type { AppliedOperation } from '../workbook/operation.ts';
import type { WorkbenchEvent } from './api.ts';

/** Operations are sent at most this often (milliseconds). */
const BATCH_EVERY = 50;
const KEEP_ALIVE_EVERY = 15_000;
/** A page that reads too slowly is told to reload instead of piling up memory (operations waiting). */
const MAX_WAITING = 20_000;

/** One page's server-sent events. Operations are gathered for up to 50 ms, the rest goes out at once. */
export class EventStream {
  private readonly response: Response;
  private waiting: AppliedOperation[] = [];
  private timer: NodeJS.Timeout | null = null;
  private lastSent = 0;
  private readonly keepAlive: NodeJS.Timeout;

  constructor(response: Response) {
    this.response = response;
    response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    response.write(': open\n\n');
    this.keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_EVERY);
  }

  operations(applied: readonly AppliedOperation[]): void {
    this.waiting.push(...applied);
    if (this.waiting.length === 0 || this.timer) return;
    const wait = Math.max(0, this.lastSent + BATCH_EVERY - Date.now());
    this.timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends an event now, after the operations that were made before it. */
  send(event: WorkbenchEvent): void {
    this.flush();
    this.write(event);
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    clearInterval(this.keepAlive);
    this.response.end();
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length === 0) return;
    if (this.response.writableNeedDrain && this.waiting.length < MAX_WAITING) {
      this.timer = setTimeout(() => this.flush(), BATCH_EVERY);
      return;
    }
    const operations = this.waiting;
    this.waiting = [];
    this.lastSent = Date.now();
    const last = operations.at(-1)?.revision ?? 0;
    this.write(
      operations.length < MAX_WAITING ? { type: 'operations', operations } : { type: 'reload', revision: last },
    );
  }

  private write(event: WorkbenchEvent): void {
    this.response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}
