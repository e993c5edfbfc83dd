// Builds what `npm pack` ships: JavaScript of the backend, the command line and the workbench, the add-on's bundle and
// the workbench's page. Node does not strip types inside node_modules, so an installed package cannot run the sources.
import { spawnSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildAddon } from '../addon/build.ts';
import { buildPage } from '../workbench/page/build.ts';
import { PLACEHOLDER_BACKEND } from '../workbench/placeholder-backend.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

await rm(dist, { recursive: true, force: true });

const compiler = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

await buildAddon({ outDir: path.join(dist, 'addon', 'build'), backendUrl: PLACEHOLDER_BACKEND });
await buildPage({ outDir: path.join(dist, 'workbench', 'page', 'build'), minify: true });
await cp(path.join(root, 'templates', 'examples'), path.join(dist, 'templates', 'examples'), {
  recursive: true,
  filter: (file) => !file.endsWith('.ts'),
});
console.log(`Built ${dist}`);
