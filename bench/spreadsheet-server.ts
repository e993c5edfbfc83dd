// The workbench's stand-in for Google Sheets in a process of its own, as Google is: its work is not Rowshot's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personNamed, serviceAccountEmail } from '../workbench/identity/people.ts';
import { TokenIssuer } from '../workbench/identity/token-issuer.ts';
import { createRestServer } from '../workbench/rest/create-rest-server.ts';
import { SHEETS_QUOTA } from '../workbench/rest/quota.ts';
import { Faults } from '../workbench/server/faults.ts';
import { WorkbookFolder } from '../workbench/workbook/workbook-folder.ts';

const NO_QUOTA = { perProject: Number.POSITIVE_INFINITY, perUser: Number.POSITIVE_INFINITY };

const folder = await mkdtemp(join(tmpdir(), 'rowshot-bench-sheets-'));
const workbooks = new WorkbookFolder(join(folder, 'workbooks'));
const issuer = new TokenIssuer({ folder: join(folder, 'identity') });
const app = createRestServer({
  workbooks,
  issuer,
  faults: new Faults(),
  driveFolder: join(folder, 'drive'),
  quota: process.argv[2] === 'unlimited' ? NO_QUOTA : SHEETS_QUOTA,
});
const server = app.listen(0, '127.0.0.1', () => {
  const writer = serviceAccountEmail('rowshot');
  const document = workbooks.create('Bench', personNamed('you').email);
  document.permissions.editors.push(writer);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({
    rootUrl: `http://127.0.0.1:${port}/`,
    token: issuer.issueServiceAccountToken(writer),
    spreadsheetId: document.id,
    tab: String(document.workbook.tabs[0]?.id ?? 0),
  });
});
process.once('disconnect', () => {
  workbooks
    .flush()
    .then(() => rm(folder, { recursive: true, force: true }))
    .finally(() => process.exit(0));
});
