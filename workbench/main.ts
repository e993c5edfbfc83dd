// `npm start`, `rowshot start`: the spreadsheet in the browser.
import { spawn } from 'node:child_process';
import { ConfigError, readConfig } from '../backend/config.ts';
import { FolderInUseError } from '../backend/embedded/lock-folder.ts';
import { type RunningWorkbench, startWorkbench } from './start-workbench.ts';

const running = await startWorkbench({
  config: readConfig(process.env),
  backend: process.env.ROWSHOT_LOG ? {} : { log: onlyTrouble },
}).catch((error: unknown): never => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof ConfigError || error instanceof FolderInUseError || isPortTaken(error) ? 2 : 1);
});
process.stdout.write(
  `Rowshot is open at ${running.url}\nStop it with Ctrl+C; whatever is running goes on at the next start.\n`,
);
for (const { reason } of running.workbooks.unreadable) process.stderr.write(`${reason}\n`);
openBrowser(running.url);
stopOnSignal(running);

function stopOnSignal(workbench: RunningWorkbench): void {
  let asked = false;
  const stop = () => {
    if (asked) process.exit(130);
    asked = true;
    workbench.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** A person's terminal is no log: each request and write is shown only where ROWSHOT_LOG asks for it. */
function onlyTrouble(event: string, facts: Readonly<Record<string, unknown>>): void {
  if (/failed|refused|stopped/.test(event)) process.stderr.write(`${event}: ${JSON.stringify(facts)}\n`);
}

/** Only where somebody sits: a terminal with a display. */
function openBrowser(url: string): void {
  const hasDisplay =
    process.platform === 'darwin' ||
    process.platform === 'win32' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!process.stdout.isTTY || !hasDisplay) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  // The address is printed; where no browser opens by itself, people open it.
  spawn(command ?? 'xdg-open', args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function explain(error: unknown): string {
  if (isPortTaken(error)) return `Port ${process.env.PORT || 8787} is taken. Choose another: PORT=8790 npm start`;
  if (error instanceof ConfigError || error instanceof FolderInUseError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
