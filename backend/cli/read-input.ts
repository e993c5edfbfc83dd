import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Table } from '../../shared/cell.ts';
import type { Template } from '../../shared/template.ts';
import { FileError } from '../files/file-error.ts';
import { readFolder } from '../files/read-folder.ts';
import { readSpreadsheet } from '../files/read-spreadsheet.ts';
import { Refusal } from './exit-codes.ts';
import { fromPersonFolder } from './person-folder.ts';

/** FILE as read, and what it is known by. */
export interface Input {
  readonly table: Table;
  /** Real path of FILE. */
  readonly file: string;
  /** `products` for `/a/products.csv`. */
  readonly baseName: string;
  readonly tabTitle: string;
  /** Folder whose pictures may be named by path. */
  readonly root: string;
}

export interface InputOptions {
  readonly tab?: string;
  readonly files?: string;
}

/**
 * Reads FILE: a spreadsheet, or a folder of pictures.
 *
 * @throws Refusal naming the file and what to do.
 */
export async function readInput(typed: string, template: Template, options: InputOptions): Promise<Input> {
  const wanted = fromPersonFolder(typed);
  let file: string;
  try {
    file = await realpath(wanted);
  } catch (error) {
    throw new Refusal(`${typed} was not found. Check the name, or give its whole path.`, { cause: error });
  }
  const isFolder = (await stat(file)).isDirectory();
  const root = options.files === undefined ? (isFolder ? file : path.dirname(file)) : await filesFolder(options.files);
  try {
    const { table, tabTitle } = isFolder
      ? await folderTable(file, template)
      : await fileTable(file, typed, options.tab);
    return { table, file, baseName: path.parse(file).name || path.basename(file), tabTitle, root };
  } catch (error) {
    if (error instanceof FileError) throw new Refusal(error.message, { cause: error });
    throw error;
  }
}

async function filesFolder(typed: string): Promise<string> {
  try {
    return await realpath(fromPersonFolder(typed));
  } catch (error) {
    throw new Refusal(`--files ${typed} was not found. Name the folder that holds the pictures.`, { cause: error });
  }
}

async function folderTable(folder: string, template: Template): Promise<{ table: Table; tabTitle: string }> {
  const image = template.columns.find((column) => column.kind.type === 'image' && column.required);
  if (!image) {
    throw new Refusal(
      `${template.id} has no column for pictures, so it cannot run on a folder. Give it a CSV or XLSX file.`,
    );
  }
  const needsName = template.columns.some((column) => column.name === 'product_name' && column.required);
  return {
    table: await readFolder(folder, image.name, needsName ? 'product_name' : null),
    tabTitle: path.basename(folder),
  };
}

async function fileTable(
  file: string,
  typed: string,
  tab: string | undefined,
): Promise<{ table: Table; tabTitle: string }> {
  const tabs = await readSpreadsheet(await readFile(file), typed);
  const found = tab === undefined ? tabs[0] : tabs.find((one) => one.name.toLowerCase() === tab.trim().toLowerCase());
  if (found) return { table: found.table, tabTitle: found.name };
  const names = tabs.map((one) => `“${one.name}”`).join(', ');
  throw new Refusal(
    tab === undefined ? `${typed} has no tab with rows.` : `${typed} has no tab “${tab}”. It has ${names}.`,
  );
}
