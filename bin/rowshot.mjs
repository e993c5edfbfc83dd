#!/usr/bin/env node
// The `rowshot` command. Starts on any Node and goes on in the Node that Rowshot is built for, which is one of its
// dependencies; runs the sources in a checkout and the built JavaScript in an installed package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// As a whole: the Node that starts this may be too old to know all of its exports.
import * as nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 24;
const here = fileURLToPath(import.meta.url);
const root = path.dirname(path.dirname(here));

if (Number(process.versions.node.split('.')[0]) < NEEDED_MAJOR) {
  const node = path.join(path.dirname(nodeModule.createRequire(here).resolve('node/package.json')), 'bin', 'node');
  const child = spawn(node, [here, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The child decides how to end; this process only passes on what it is told.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) process.exit(signal === 'SIGINT' ? 130 : 1);
    process.exit(code ?? 1);
  });
} else {
  nodeModule.enableCompileCache?.();
  const built = !existsSync(path.join(root, 'backend', 'cli', 'main.ts'));
  const start = process.argv[2] === 'start';
  const file = start ? ['workbench', 'main'] : ['backend', 'cli', 'main'];
  const entry = built ? path.join(root, 'dist', ...file) : path.join(root, ...file);
  await import(pathToFileURL(`${entry}${built ? '.js' : '.ts'}`).href);
}
