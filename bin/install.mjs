// Installs what is missing, so that `npm start` and `npm test` are the only commands a fresh clone needs. Runs on the
// Node that happens to be there, before any dependency exists.
//   --browser  also looks for a browser, which the tests need
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const lockFile = path.join(root, 'package-lock.json');
const installedFile = path.join(root, 'node_modules', '.package-lock.json');

/** Packages of the lock file that are absent, or installed in another version. Optional ones depend on the platform. */
function missingPackages() {
  if (!existsSync(installedFile)) return ['all'];
  const locked = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(locked)
    .filter(([name, entry]) => name !== '' && !entry.optional && !entry.devOptional && !entry.peer)
    .filter(([name, entry]) => installed[name]?.version !== entry.version)
    .map(([name]) => name);
}

// A packed installation carries no lock file: npm installed what it needs.
if (existsSync(lockFile) && missingPackages().length > 0) {
  console.error('Installing dependencies (once, about a minute) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The dependencies could not be installed. Check the network, then type: npm ci');
    process.exit(npm.status ?? 1);
  }
}

if (process.argv.includes('--browser')) {
  const { ensureBrowser } = await import('./find-browser.mjs');
  if (!ensureBrowser()) process.exit(1);
}
