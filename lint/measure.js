/*
 * Prints the layers of a checkout: their files and lines, their tests, and how often their files import other layers.
 * node lint/measure.js [ROOT]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, isTest, layerOf, targetOf } from './layers.js';

const root = resolve(process.argv[2] ?? '.');
const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.js', '*.sql', '*.css'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** @type {Map<string, { files: number, lines: number, tests: number, imports: Map<string, number> }>} */
const layers = new Map();
for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  const name = layerOf(file);
  const layer = layers.get(name) ?? { files: 0, lines: 0, tests: 0, imports: new Map() };
  layers.set(name, layer);
  if (isTest(file)) {
    layer.tests += 1;
    continue;
  }
  layer.files += 1;
  layer.lines += text.split('\n').length - 1;
  if (!/\.(ts|tsx|js)$/.test(file)) continue;
  for (const [, from, bare] of text.matchAll(IMPORT)) {
    const target = targetOf(file, from ?? bare);
    const other = target === null ? name : layerOf(folderOf(target));
    if (other !== name) layer.imports.set(other, (layer.imports.get(other) ?? 0) + 1);
  }
}

console.log('| layer | files | lines | tests | imports of other layers |\n| --- | --: | --: | --: | --- |');
for (const [layer, { files: count, lines, tests, imports }] of [...layers].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const others = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`);
  console.log(`| ${layer} | ${count} | ${lines} | ${tests} | ${others.join(', ') || '—'} |`);
}
