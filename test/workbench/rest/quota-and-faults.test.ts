import { afterEach, expect, test } from '@jest/globals';
import { openRest } from './open-rest.ts';

let rest: Awaited<ReturnType<typeof openRest>> | null = null;
afterEach(async () => {
  await rest?.close();
  rest = null;
});

test('sixty writes a minute and user, then 429 until the minute is over', async () => {
  let now = 1_000_000;
  rest = await openRest({ now: () => now });
  const { sheets, document, issuer, sheetsAs, you } = rest;
  const write = (client = sheets) =>
    client.spreadsheets.values.update({
      spreadsheetId: document.id,
      range: 'A1',
      valueInputOption: 'RAW',
      requestBody: { values: [['x']] },
    });
  for (let i = 0; i < 60; i++) await write();
  await expect(write()).rejects.toMatchObject({
    status: 429,
    message: expect.stringContaining('Write requests per minute per user'),
  });
  await write(sheetsAs(issuer.issuePersonToken(you)));
  await sheets.spreadsheets.get({ spreadsheetId: document.id });
  now += 60_000;
  await write();
});

test('faults are met as told, then everything works again', async () => {
  rest = await openRest();
  const { sheets, document, faults, drive } = rest;
  // A POST, which the client does not repeat by itself.
  const write = (value: string) =>
    sheets.spreadsheets.values.batchUpdate({
      spreadsheetId: document.id,
      requestBody: { valueInputOption: 'RAW', data: [{ range: 'A1', values: [[value]] }] },
    });
  const value = () => document.workbook.tabs[0]?.rows[0]?.cells[0]?.value;
  faults.set({ kind: 'status', status: 500, times: 1 });
  await expect(write('a')).rejects.toMatchObject({ status: 500 });
  expect(value()).toBeUndefined();
  faults.set({ kind: 'status', status: 503, times: 1, afterApplying: true, writesOnly: true });
  await expect(write('b')).rejects.toMatchObject({ status: 503 });
  expect(value()).toBe('b');
  faults.set({ kind: 'protected', times: 1 });
  await expect(write('c')).rejects.toMatchObject({ status: 400, message: expect.stringContaining('protected') });
  faults.set({ kind: 'slow', milliseconds: 60, times: 1 });
  const start = performance.now();
  await write('d');
  expect(performance.now() - start).toBeGreaterThan(55);
  faults.set({ kind: 'sharing_refused', times: 1 });
  const share = () =>
    drive.permissions.create({
      fileId: document.id,
      requestBody: { type: 'user', role: 'writer', emailAddress: 'x@accounts.workbench.local' },
    });
  await expect(share()).rejects.toMatchObject({ status: 403 });
  await share();
  expect(document.permissions.editors).toContain('x@accounts.workbench.local');
  faults.set({ kind: 'status', status: 429, spreadsheetId: 'another' });
  await write('e');
  faults.clear();
});
