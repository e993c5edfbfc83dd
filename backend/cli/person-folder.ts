import path from 'node:path';

/** The folder the person typed the command in: npm changes the working directory and keeps the person's in INIT_CWD. */
export function personFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_lifecycle_event !== undefined && env.INIT_CWD ? env.INIT_CWD : process.cwd();
}

/** A path as the person typed it, made absolute. */
export function fromPersonFolder(typed: string): string {
  return path.resolve(personFolder(), typed);
}
