import { continueBatches } from '../../../backend/batches/continue-batches.ts';
import { runTask } from '../../../backend/batches/run-task.ts';
import { openEmbedded } from '../../../backend/embedded/open-embedded.ts';
import { systemRandom } from '../../../backend/embedded/system-random.ts';
import { CATALOGUE } from '../../../templates/index.ts';
import { createWorld, prompts, start } from '../batches/world.ts';

// A process to be killed: runs (or goes on with) a batch of so many rows in a folder and ends when it is completed.
const [folder = '', rows = '0'] = process.argv.slice(2);
const embedded = await openEmbedded({
  dataDir: folder,
  catalogue: CATALOGUE,
  concurrency: () => 4,
  failed: (_task, error) => process.stderr.write(`${error}\n`),
});
const world = createWorld();
world.studio.script = async (request) => {
  process.stdout.write(`call ${request.prompt}\n`);
  await new Promise((resolve) => setTimeout(resolve, 3));
};
const deps = {
  ...world.deps,
  store: embedded.store,
  files: embedded.files,
  queue: embedded.queue,
  clock: embedded.clock,
  random: systemRandom,
};
embedded.queue.start((task, signal) =>
  runTask(deps, task, { pump: async () => undefined, exportBatch: async () => undefined }, signal),
);
const known = await embedded.store.getBatch('killed');
if (known === null || known.state.kind === 'draft')
  await start({ ...world, deps }, prompts(Number(rows)), { id: 'killed' });
await continueBatches(deps);
process.stdout.write('ready\n');
for (;;) {
  const batch = await embedded.store.getBatch('killed');
  if (batch?.state.kind === 'completed') break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.stdout.write('completed\n');
await embedded.close();
