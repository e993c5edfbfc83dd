import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { WorkbookFolder } from '../../../workbench/workbook/workbook-folder.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'workbooks-'));

test('workbooks come back after a restart, with sharing and content, and with revisions that nobody has seen', async () => {
  const path = freshFolder();
  const folder = new WorkbookFolder(path);
  const document = folder.create('Products', 'You@workbench.local');
  document.apply('a', [
    {
      type: 'setCells',
      tabId: 0,
      row: 2,
      column: 1,
      patches: [[{ value: 5, note: 'n', numberFormat: { type: 'TEXT' } }]],
    },
  ]);
  document.permissions.editors.push('writer@accounts.workbench.local');
  document.touch();
  await folder.flush();
  const again = new WorkbookFolder(path).get(document.id);
  expect(again?.revision).toBeGreaterThan(1000);
  expect(again?.missedSince(1)).toBeNull();
  expect(again?.permissions).toEqual({
    owner: 'you@workbench.local',
    editors: ['writer@accounts.workbench.local'],
    refuseServiceAccounts: false,
  });
  expect(again?.workbook).toEqual(document.workbook);
  await folder.remove(document.id);
  expect(readdirSync(path)).toEqual([]);
});

test('an unreadable file is kept aside and named', async () => {
  const path = freshFolder();
  const file = join(path, 'abc.json');
  writeFileSync(file, '{"format":1,');
  const folder = new WorkbookFolder(path);
  expect(folder.list()).toEqual([]);
  const [problem] = folder.unreadable;
  expect(problem?.reason).toContain(`${file} is not a workbook of this workbench`);
  expect(readFileSync(problem?.file ?? '', 'utf8')).toBe('{"format":1,');
});

test('many changes are written a few times, and the last one is there', async () => {
  const path = freshFolder();
  const folder = new WorkbookFolder(path);
  const document = folder.create('Busy', 'you@workbench.local');
  for (let i = 0; i < 500; i++)
    document.apply('a', [{ type: 'setCells', tabId: 0, row: 0, column: 0, patches: [[{ value: i }]] }]);
  await folder.flush();
  expect(new WorkbookFolder(path).get(document.id)?.workbook.tabs[0]?.rows[0]?.cells[0]).toEqual({ value: 499 });
});
