// `npm run check`: the direction of imports. Fails on a violation, and where nothing was looked at.
import path from 'node:path';
import { cruiseImports } from './cruise-imports.ts';
import { RULES } from './rules.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const folders = ['addon', 'backend', 'shared', 'templates', 'workbench', 'bin'];
const { modules, violations } = await cruiseImports(root, folders, RULES);

for (const violation of violations) console.error(violation);
const enough = modules >= 100;
if (!enough) console.error(`Only ${modules} modules were found: the check itself is broken.`);
if (violations.length > 0 || !enough) process.exit(1);
console.log(`Imports run one way: ${modules} modules, no violation.`);
