import { randomUUID } from 'node:crypto';
import type { Person } from '../identity/people.ts';
import type { WorkbookDocument } from '../workbook/document.ts';
import type { Activity, DialogAnswer, Selection } from './api.ts';

/** An open page that listens. */
export type Listener = {
  readonly workbookId: string;
  readonly personName: string;
  readonly clientId: string;
  readonly tell: (activity: Activity) => void;
};

type Question = { readonly resolve: (answer: DialogAnswer) => void; readonly workbookId: string };

/** Who has a spreadsheet open, what they selected, and which questions of scripts wait for their answer. */
export class Presence {
  private readonly selections = new Map<string, Selection>();
  private readonly listeners = new Set<Listener>();
  private readonly questions = new Map<string, Question>();

  /** @returns how to stop listening; open questions are then answered with CLOSE if nobody else listens */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if ([...this.listeners].some((other) => other.workbookId === listener.workbookId)) return;
      for (const [dialogId, question] of this.questions) {
        if (question.workbookId === listener.workbookId) this.answer({ dialogId, button: 'CLOSE' });
      }
    };
  }

  /** What the person selected; the first tab's A1 until they select something. */
  selection(document: WorkbookDocument, person: Person): Selection {
    const known = this.selections.get(`${document.id} ${person.name}`);
    const tabs = document.workbook.tabs;
    const tab = tabs.find((one) => one.id === known?.tabId);
    if (known && tab) return known;
    const first = tabs.find((one) => !one.hidden) ?? tabs[0];
    return {
      tabId: first?.id ?? 0,
      ranges: [{ startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 }],
      activeCell: { row: 0, column: 0 },
    };
  }

  setSelection(workbookId: string, person: Person, selection: Selection): void {
    this.selections.set(`${workbookId} ${person.name}`, selection);
  }

  /** Tells the client's page, or every page of that person when the client is not there. */
  tell(workbookId: string, person: Person, clientId: string, activity: Activity): boolean {
    const pages = [...this.listeners].filter((one) => one.workbookId === workbookId && one.personName === person.name);
    const own = pages.filter((page) => page.clientId === clientId);
    const receivers = own.length > 0 ? own : pages;
    for (const page of receivers) page.tell(activity);
    return receivers.length > 0;
  }

  /** Shows a question and waits for the answer; CLOSE when no page is there to ask. */
  ask(
    workbookId: string,
    person: Person,
    clientId: string,
    activity: Extract<Activity, { type: 'alert' | 'prompt' }>,
  ): Promise<DialogAnswer> {
    return new Promise((resolve) => {
      this.questions.set(activity.dialogId, { resolve, workbookId });
      if (!this.tell(workbookId, person, clientId, activity))
        this.answer({ dialogId: activity.dialogId, button: 'CLOSE' });
    });
  }

  answer(answer: DialogAnswer): void {
    const question = this.questions.get(answer.dialogId);
    this.questions.delete(answer.dialogId);
    question?.resolve(answer);
  }

  static newDialogId(): string {
    return randomUUID();
  }
}
