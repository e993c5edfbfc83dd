import { addMoney } from '../../batches/money.ts';
import type { BatchRecord, BatchStore, Budget, RowTally } from '../../ports.ts';
import type { BatchTable } from './batch-actions.ts';
import { type Database, marks, numberOf, textOf } from './database.ts';

export type AdmissionActions = Pick<
  BatchStore,
  'admitRows' | 'settleRows' | 'unqueueRows' | 'wakeRows' | 'tallyRows' | 'queueDepths' | 'monthBudget'
>;

/** How long rows that no budget allowed wait before they are looked at again (ms). */
const BUDGET_RECHECK_MS = 2000;

export function admissionActions({ db, write, writeSoon, nextRev }: Database, batches: BatchTable): AdmissionActions {
  const ready = db.prepare(`SELECT row_id, run, need, reserved, payer, month, reason FROM rows
    WHERE batch_id = ? AND kind = 'waiting' AND provider = ? AND not_before <= ? ORDER BY number LIMIT ?`);
  const queue = db.prepare(`UPDATE rows SET kind = 'queued', reason = '', run = run + 1, queued_at = ?, reserved = ?,
    payer = ?, month = ? WHERE batch_id = ? AND row_id = ?`);
  const block =
    db.prepare(`UPDATE rows SET reason = 'budget', not_before = ?, rev = ?, dirty = spreadsheet_id IS NOT NULL
    WHERE batch_id = ? AND row_id = ?`);
  const unblock = db.prepare(
    'UPDATE rows SET rev = ?, dirty = spreadsheet_id IS NOT NULL WHERE batch_id = ? AND row_id = ?',
  );
  const unsettled = db.prepare(`SELECT row_id, cost, settled, doubt, settled_doubt, reserved, payer, month FROM rows
    WHERE batch_id = ? AND kind NOT IN ('queued', 'running')
      AND (reserved <> 0 OR cost <> settled OR doubt <> settled_doubt) LIMIT 100`);
  const settle = db.prepare(`UPDATE rows SET reserved = 0, settled = cost, settled_doubt = doubt
    WHERE batch_id = ? AND row_id = ?`);
  const unqueue =
    db.prepare(`UPDATE rows SET kind = 'waiting', reason = 'new', not_before = 0 WHERE batch_id = ? AND row_id IN
    (SELECT row_id FROM rows WHERE batch_id = ? AND kind = 'queued' AND queued_at < ? LIMIT 100)`);
  const tally = db.prepare(`SELECT kind, reason, provider, reused, in_doubt, COUNT(*) AS n, SUM(images) AS images,
    MIN(not_before) AS next_at FROM rows WHERE batch_id = ? GROUP BY kind, reason, provider, reused, in_doubt`);
  const depths = db.prepare(
    "SELECT provider, batch_id, COUNT(*) AS n FROM rows WHERE kind = 'queued' GROUP BY provider, batch_id",
  );
  const budget = db.prepare('SELECT spent, reserved, doubt FROM budgets WHERE payer = ? AND month = ?');
  const putBudget = db.prepare(
    'INSERT OR REPLACE INTO budgets (payer, month, spent, reserved, doubt) VALUES (?, ?, ?, ?, ?)',
  );

  const readBudget = (payer: string, month: string): Budget => {
    const row = budget.get(payer, month);
    return {
      spentUsd: numberOf(row, 'spent'),
      reservedUsd: numberOf(row, 'reserved'),
      inDoubtUsd: numberOf(row, 'doubt'),
    };
  };
  const changeBudget = (payer: string, month: string, change: Budget) => {
    if (payer === '' || (change.spentUsd === 0 && change.reservedUsd === 0 && change.inDoubtUsd === 0)) return;
    const now = readBudget(payer, month);
    const next = sum(now, change);
    putBudget.run(payer, month, next.spentUsd, next.reservedUsd, next.inDoubtUsd);
  };
  const held = (money: Budget) => money.spentUsd + money.reservedUsd + money.inDoubtUsd;
  const putBatchMoney = (batch: BatchRecord, money: Budget) => batches.put({ ...batch, ...money });

  return {
    // Reservation and queueing are lost together or not at all, and nothing is paid before a later write is safe.
    admitRows(batchId, ask) {
      return writeSoon(() => {
        const admitted: { rowId: string; run: number }[] = [];
        const batch = batches.get(batchId);
        if (batch === null || batch.state.kind !== 'running') return { admitted, blocked: 0, blockedBy: null };
        let own: Budget = batch;
        let month = readBudget(ask.payer, ask.month);
        let blocked = 0;
        let blockedBy: 'batch' | 'month' | null = null;
        for (const row of ready.all(batchId, ask.provider, ask.now, Math.min(100, ask.limit))) {
          const rowId = textOf(row, 'row_id');
          const need = numberOf(row, 'need');
          const before = numberOf(row, 'reserved');
          const samePurse = textOf(row, 'payer') === ask.payer && textOf(row, 'month') === ask.month;
          const more: Budget = { spentUsd: 0, reservedUsd: addMoney(need, -before), inDoubtUsd: 0 };
          const monthMore: Budget = samePurse ? more : { ...more, reservedUsd: need };
          const overBatch = batch.budgetUsd !== null && addMoney(held(own), more.reservedUsd) > batch.budgetUsd;
          const overMonth = ask.monthCapUsd !== null && addMoney(held(month), monthMore.reservedUsd) > ask.monthCapUsd;
          if (need > 0 && (overBatch || overMonth)) {
            blocked++;
            blockedBy ??= overBatch ? 'batch' : 'month';
            block.run(ask.now + BUDGET_RECHECK_MS, nextRev(), batchId, rowId);
            continue;
          }
          if (!samePurse && before !== 0) {
            changeBudget(textOf(row, 'payer'), textOf(row, 'month'), {
              spentUsd: 0,
              reservedUsd: -before,
              inDoubtUsd: 0,
            });
          }
          own = sum(own, more);
          month = sum(month, monthMore);
          changeBudget(ask.payer, ask.month, monthMore);
          queue.run(ask.now, need, ask.payer, ask.month, batchId, rowId);
          if (textOf(row, 'reason') !== 'new') unblock.run(nextRev(), batchId, rowId);
          admitted.push({ rowId, run: numberOf(row, 'run') + 1 });
        }
        if (own !== batch) putBatchMoney(batch, money(own));
        return { admitted, blocked, blockedBy };
      });
    },
    settleRows(batchId) {
      return writeSoon(() => {
        const rows = unsettled.all(batchId);
        const batch = batches.get(batchId);
        if (rows.length === 0 || batch === null) return 0;
        let own = money(batch);
        for (const row of rows) {
          const change: Budget = {
            spentUsd: addMoney(numberOf(row, 'cost'), -numberOf(row, 'settled')),
            inDoubtUsd: addMoney(numberOf(row, 'doubt'), -numberOf(row, 'settled_doubt')),
            reservedUsd: -numberOf(row, 'reserved'),
          };
          own = sum(own, change);
          changeBudget(textOf(row, 'payer'), textOf(row, 'month'), change);
          settle.run(batchId, textOf(row, 'row_id'));
        }
        putBatchMoney(batch, own);
        return rows.length;
      });
    },
    unqueueRows(batchId, queuedBefore) {
      return write(() => Number(unqueue.run(batchId, batchId, queuedBefore).changes));
    },
    wakeRows(batchId, reasons) {
      return write(() => {
        db.prepare(`UPDATE rows SET not_before = 0 WHERE batch_id = ? AND kind = 'waiting' AND not_before > 0
          AND reason IN (${marks(reasons.length)})`).run(batchId, ...reasons);
      });
    },
    async tallyRows(batchId) {
      return tally.all(batchId).map(
        (row): RowTally => ({
          kind: textOf(row, 'kind') as RowTally['kind'],
          reason: textOf(row, 'reason'),
          provider: textOf(row, 'provider'),
          reused: numberOf(row, 'reused') === 1,
          inDoubt: numberOf(row, 'in_doubt') === 1,
          rows: numberOf(row, 'n'),
          images: numberOf(row, 'images'),
          nextAt: numberOf(row, 'next_at'),
        }),
      );
    },
    async queueDepths() {
      return depths.all().map((row) => ({
        provider: textOf(row, 'provider'),
        batchId: textOf(row, 'batch_id'),
        rows: numberOf(row, 'n'),
      }));
    },
    async monthBudget(payer, month) {
      return readBudget(payer, month);
    },
  };
}

function money(of: Budget): Budget {
  return { spentUsd: of.spentUsd, reservedUsd: of.reservedUsd, inDoubtUsd: of.inDoubtUsd };
}

function sum(a: Budget, b: Budget): Budget {
  return {
    spentUsd: addMoney(a.spentUsd, b.spentUsd),
    reservedUsd: addMoney(a.reservedUsd, b.reservedUsd),
    inDoubtUsd: addMoney(a.inDoubtUsd, b.inDoubtUsd),
  };
}
