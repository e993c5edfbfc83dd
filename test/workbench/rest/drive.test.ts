import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRest } from './open-rest.ts';

const CHUNK = 256 * 1024;

describe('Drive v3 through Google’s client', () => {
  let rest: Awaited<ReturnType<typeof openRest>>;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(() => rest.close());

  test('a folder and a file in it are made, found and read', async () => {
    const { drive, rootUrl } = rest;
    const folder = await drive.files.create({
      requestBody: { name: 'Rowshot', mimeType: 'application/vnd.google-apps.folder' },
      fields: 'id',
    });
    const parent = folder.data.id ?? '';
    const file = await drive.files.create(
      {
        requestBody: { name: 'it’s.txt', parents: [parent] },
        media: { mimeType: 'text/plain', body: Readable.from(['hello']) },
        fields: 'id,name,size,webViewLink',
      },
      { rootUrl },
    );
    expect(file.data).toMatchObject({ name: 'it’s.txt', size: '5' });
    const listed = await drive.files.list({
      q: `'${parent}' in parents and trashed = false`,
      fields: 'files(id,name)',
    });
    expect(listed.data.files).toEqual([{ id: file.data.id, name: 'it’s.txt' }]);
    const content = await drive.files.get({ fileId: file.data.id ?? '', alt: 'media' }, { responseType: 'text' });
    expect(content.data).toBe('hello');
    expect(await (await fetch(file.data.webViewLink ?? '')).text()).toBe('hello');
  });

  test('a resumable upload goes on where it stopped', async () => {
    const { rootUrl, issuer, you, drive } = rest;
    const start = await fetch(`${rootUrl}upload/drive/v3/files?uploadType=resumable&fields=id,size`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${issuer.issuePersonToken(you)}`,
        'content-type': 'application/json',
        'x-upload-content-type': 'application/zip',
      },
      body: JSON.stringify({ name: 'big.zip' }),
    });
    const session = start.headers.get('location') ?? '';
    const bytes = Buffer.alloc(CHUNK * 2 + 100, 7);
    const put = (from: number, to: number, total: number | '*') =>
      fetch(session, {
        method: 'PUT',
        body: bytes.subarray(from, to),
        headers: { 'content-range': `bytes ${from}-${to - 1}/${total}` },
      });
    const first = await put(0, CHUNK, '*');
    expect([first.status, first.headers.get('range')]).toEqual([308, `bytes=0-${CHUNK - 1}`]);
    expect((await put(CHUNK, CHUNK + 10, '*')).status).toBe(400);
    const asked = await fetch(session, { method: 'PUT', headers: { 'content-range': `bytes */${bytes.length}` } });
    expect([asked.status, asked.headers.get('range')]).toEqual([308, `bytes=0-${CHUNK - 1}`]);
    expect((await put(CHUNK, CHUNK * 2, '*')).status).toBe(308);
    const last = await put(CHUNK * 2, bytes.length, bytes.length);
    expect(last.status).toBe(200);
    const answer = await last.json();
    expect(answer).toEqual({ id: expect.any(String), size: String(bytes.length) });
    const read = await drive.files.list({ q: "name = 'big.zip'", fields: 'files(size,mimeType)' });
    expect(read.data.files).toEqual([{ size: String(bytes.length), mimeType: 'application/zip' }]);
  });

  test('a service account has no storage of its own', async () => {
    const { rootUrl, issuer, writer } = rest;
    const start = await fetch(`${rootUrl}upload/drive/v3/files?uploadType=resumable`, {
      method: 'POST',
      headers: { authorization: `Bearer ${issuer.issueServiceAccountToken(writer)}` },
    });
    expect([start.status, await start.json()]).toMatchObject([403, { error: { status: 'PERMISSION_DENIED' } }]);
  });

  test('a spreadsheet is shared and unshared', async () => {
    const { drive, document } = rest;
    const emailAddress = 'second@accounts.workbench.local';
    const { data } = await drive.permissions.create({
      fileId: document.id,
      requestBody: { type: 'user', role: 'writer', emailAddress },
      sendNotificationEmail: false,
    });
    const list = await drive.permissions.list({ fileId: document.id, fields: 'permissions(role,emailAddress)' });
    expect(list.data.permissions).toContainEqual(expect.objectContaining({ role: 'writer', emailAddress }));
    await drive.permissions.delete({ fileId: document.id, permissionId: data.id ?? '' });
    expect(document.permissions.editors).not.toContain(emailAddress);
    document.permissions.refuseServiceAccounts = true;
    await expect(
      drive.permissions.create({ fileId: document.id, requestBody: { type: 'user', role: 'writer', emailAddress } }),
    ).rejects.toMatchObject({ status: 403 });
  });
});
