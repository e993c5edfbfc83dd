import runStudioTask, { type StudioReply, type StudioTask } from '../../../../backend/engines/studio/studio-worker.ts';

/** The real worker, which breaks in the way that a request's prompt names. */
export default async function failOnPrompt(task: StudioTask): Promise<StudioReply> {
  switch (task.request.prompt) {
    case 'exit':
      process.exit(1);
      break;
    case 'out of memory': {
      const held: number[][] = [];
      for (;;) held.push(new Array<number>(1_000_000).fill(held.length));
    }
    case 'throw':
      throw new TypeError('a fault in the program');
    case 'hang':
      for (;;) if (Date.now() < 0) break;
      break;
  }
  return runStudioTask(task);
}
