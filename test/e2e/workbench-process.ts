import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A port that was free a moment ago; the workbench must come back on the same one, for it is in every link. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The machine gave no port.');
  return address.port;
}

/** `rowshot start` as a process of its own, which can die. */
export class WorkbenchProcess {
  private child: ChildProcess | null = null;
  private readonly environment: Readonly<Record<string, string>>;
  readonly url: string;

  constructor(port: number, dataFolder: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.environment = { PORT: String(port), ROWSHOT_DATA: dataFolder };
  }

  /** Answers when the page does. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'workbench/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let said = '';
    child.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(-4000);
    });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The workbench ended with ${code} while starting: ${said}`)));
      child.stdout?.on('data', (text) => String(text).includes(this.url) && resolve());
    });
  }

  /** As a power cut would: no handler of ours runs. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
