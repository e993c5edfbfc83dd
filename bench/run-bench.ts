// One bench in this process; its figures go to the process that asked for them.
import { BENCHES } from './benches.ts';

const load = BENCHES[process.argv[2] ?? ''];
if (load === undefined || process.send === undefined) throw new Error('Started by bench/main.ts only.');
const bench = await load();
const figures = await bench();
process.send(figures, () => process.exit(0));
