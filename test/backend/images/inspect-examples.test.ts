import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { inspectImage } from '../../../backend/images/inspect-image.ts';
import { EXAMPLE_PICTURES } from '../../../templates/examples/index.ts';

const folder = new URL('../../../templates/examples/', import.meta.url);

test.each(EXAMPLE_PICTURES)('$file is as listed and light', async ({ file, width, height }) => {
  const bytes = await readFile(new URL(file, folder));
  expect(bytes.length).toBeLessThanOrEqual(120 * 1024);
  expect(await inspectImage(bytes, { name: file })).toMatchObject({ mediaType: 'image/jpeg', width, height });
});

test('every picture of the folder is listed', async () => {
  const found = (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
  expect(found.sort()).toEqual(EXAMPLE_PICTURES.map(({ file }) => file).sort());
});
