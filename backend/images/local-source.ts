import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { RowError } from '../../shared/errors.ts';
import { megabytes } from './inspect-image.ts';

/**
 * Reads a picture by its path inside one folder (the command line's FILE folder or `--files`). Links are followed only
 * while they stay inside.
 *
 * @throws RowError bad_input for a path that leaves the folder, unreachable_source for one that is not there.
 */
export async function readLocalSource(root: string, value: string, maxBytes: number): Promise<Uint8Array> {
  const refuse = () =>
    new RowError(
      'bad_input',
      `“${value}” lies outside ${root}. Use a path inside it, or choose the folder with --files.`,
    );
  const realRoot = await realpath(root);
  const wanted = path.resolve(realRoot, value.replaceAll('\\', '/'));
  if (!isInside(realRoot, wanted)) throw refuse();
  let real: string;
  try {
    real = await realpath(wanted);
  } catch (error) {
    throw new RowError(
      'unreachable_source',
      `“${value}” was not found in ${root}. Check the name, or choose the folder with --files.`,
      {
        cause: error,
      },
    );
  }
  if (!isInside(realRoot, real)) throw refuse();
  const file = await open(real, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new RowError('bad_input', `“${value}” is not a file. Name a picture.`);
    if (stat.size > maxBytes) {
      throw new RowError(
        'too_large',
        `“${value}” has ${megabytes(stat.size)}; at most ${megabytes(maxBytes)} are read. Use a smaller picture.`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
