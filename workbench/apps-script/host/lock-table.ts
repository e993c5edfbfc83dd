type Waiting = { readonly owner: string; readonly grant: () => void };

/** LockService's locks: each has one owner at a time, the others wait in line. */
export class LockTable {
  private readonly owners = new Map<string, string>();
  private readonly lines = new Map<string, Waiting[]>();

  /** Waits up to that many milliseconds for the lock. @returns whether the owner has it now */
  async take(lock: string, owner: string, milliseconds: number): Promise<boolean> {
    const current = this.owners.get(lock);
    if (current === undefined) this.owners.set(lock, owner);
    if (current === undefined || current === owner) return true;
    return new Promise((resolve) => {
      const line = this.lines.get(lock) ?? [];
      this.lines.set(lock, line);
      const timer = setTimeout(() => {
        line.splice(line.indexOf(waiting), 1);
        resolve(false);
      }, milliseconds);
      const waiting: Waiting = {
        owner,
        grant: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      line.push(waiting);
    });
  }

  has(lock: string, owner: string): boolean {
    return this.owners.get(lock) === owner;
  }

  release(lock: string, owner: string): void {
    if (this.owners.get(lock) !== owner) return;
    const next = this.lines.get(lock)?.shift();
    if (!next) {
      this.owners.delete(lock);
      return;
    }
    this.owners.set(lock, next.owner);
    next.grant();
  }

  /** Gives back whatever the owner still holds, as when its execution ends. */
  releaseAll(owner: string): void {
    for (const [lock, holder] of [...this.owners]) if (holder === owner) this.release(lock, owner);
  }
}
