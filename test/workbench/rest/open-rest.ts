import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drive as driveClient } from '@googleapis/drive';
import { sheets as sheetsClient } from '@googleapis/sheets';
import { OAuth2Client } from 'google-auth-library';
import { personNamed, serviceAccountEmail } from '../../../workbench/identity/people.ts';
import { TokenIssuer } from '../../../workbench/identity/token-issuer.ts';
import { createRestServer, type RestServerOptions } from '../../../workbench/rest/create-rest-server.ts';
import { Faults } from '../../../workbench/server/faults.ts';
import { WorkbookFolder } from '../../../workbench/workbook/workbook-folder.ts';

/** The REST side with one shared spreadsheet, and Google's real clients that speak to it. */
export async function openRest(options: Partial<RestServerOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rest-'));
  const workbooks = new WorkbookFolder(join(folder, 'workbooks'));
  const issuer = new TokenIssuer({ folder: join(folder, 'identity') });
  const faults = new Faults();
  const app = createRestServer({ workbooks, issuer, faults, driveFolder: join(folder, 'drive'), ...options });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const rootUrl = `http://127.0.0.1:${address.port}/`;
  const you = personNamed('you');
  const writer = serviceAccountEmail('rowshot');
  const document = workbooks.create('Products', you.email);
  document.permissions.editors.push(writer);
  const authOf = (token: string) => {
    const auth = new OAuth2Client();
    auth.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
    return auth;
  };
  const sheetsAs = (token: string) => sheetsClient({ version: 'v4', rootUrl, auth: authOf(token) });
  return {
    workbooks,
    issuer,
    faults,
    document,
    rootUrl,
    you,
    writer,
    authOf,
    sheetsAs,
    sheets: sheetsAs(issuer.issueServiceAccountToken(writer)),
    drive: driveClient({ version: 'v3', rootUrl, auth: authOf(issuer.issuePersonToken(you)) }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workbooks.flush();
    },
  };
}
