// Builds dist/, which is what the package publishes: ES modules, their declarations and source maps, and the SQL.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const dist = join(folder, 'dist');
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '--project', join(folder, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
cpSync(join(folder, 'src'), dist, {
  recursive: true,
  filter: (path) => (statSync(path).isDirectory() ? !path.endsWith('testing') : path.endsWith('.sql')),
});
// The compiler rewrites the extensions of imports in modules, but not in declarations.
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join(dist, name);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(['"]\.{1,2}\/[^'"]*)\.ts(?=['"])/g, '$1.js'));
}
