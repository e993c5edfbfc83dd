import { readdir } from 'node:fs/promises';
import type { Table } from '../../shared/cell.ts';
import { FileError } from './file-error.ts';

const PICTURE = /\.(jpe?g|png|webp|avif|tiff?|gif|heic|heif|bmp|svg)$/i;

/**
 * A folder of pictures as a table of one row a picture, in natural order (2 before 10), header in row 1. Sub-folders are
 * not entered. Kinds of picture that Rowshot cannot read become rows too, so that each gets its message.
 *
 * @param imageColumn the template's column for the picture; `nameColumn`, where there is one, gets the file's bare name.
 */
export async function readFolder(folder: string, imageColumn: string, nameColumn: string | null): Promise<Table> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && PICTURE.test(entry.name))
    .map((entry) => entry.name)
    // `._mug.jpg` beside `mug.jpg` is what macOS keeps about it on foreign disks.
    .filter((name) => !name.startsWith('.'));
  if (names.length === 0)
    throw new FileError(`${folder} holds no pictures. Expected JPG, PNG, WEBP, AVIF, TIFF or GIF files.`);
  names.sort(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare);
  return {
    header: nameColumn === null ? [imageColumn] : [imageColumn, nameColumn],
    headerRow: 1,
    rows: names.map((name, index) => ({
      number: index + 2,
      cells: nameColumn === null ? [name] : [name, name.replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ')],
    })),
  };
}
