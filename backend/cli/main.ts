// The `rowshot` command: each subcommand parses and prints; what happens is decided in backend/batches.
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { addCheck } from './check.ts';
import { dataFolder } from './data-folder.ts';
import { EXIT, type ExitCode, NotWritten, Refusal } from './exit-codes.ts';
import { addHistory } from './history.ts';
import { addResume } from './resume.ts';
import { addRun } from './run.ts';
import { addTemplates } from './templates.ts';

const program = new Command('rowshot')
  .description('Turns the rows of a spreadsheet into images.')
  .addHelpText('after', '\n  rowshot start           open the workbench: a spreadsheet in the browser\n')
  .exitOverride()
  .showHelpAfterError('(see: rowshot --help)');

let code: ExitCode = EXIT.done;
const finish = (decided: ExitCode) => {
  code = decided;
};
for (const add of [addRun, addCheck, addTemplates, addHistory, addResume]) add(program, finish);

// A reader that goes away (`rowshot check … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  code = explain(error);
}
process.exitCode = code;

function explain(error: unknown): ExitCode {
  // Commander has printed its message already; asking for help is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused;
  if (error instanceof Refusal || error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.refused;
  }
  if (error instanceof NotWritten) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.internal;
  }
  if (error instanceof Error && /disk is full|ENOSPC/.test(error.message)) {
    process.stderr.write(
      `The disk of the data folder ${dataFolder()} is full. Make room and go on with rowshot resume (see: rowshot history): what is finished is kept.\n`,
    );
    return EXIT.internal;
  }
  process.stderr.write(
    `Something went wrong in Rowshot: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
  );
  return EXIT.internal;
}
