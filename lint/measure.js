/*
 * Prints the rooms of a checkout: their files and lines, their tests, and how often their files import other rooms.
 * node lint/measure.js [ROOT]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, isTest, roomOf, targetOf } from './rooms.js';

const root = resolve(process.argv[2] ?? '.');
const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.js', '*.sql', '*.css'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** @type {Map<string, { files: number, lines: number, tests: number, imports: Map<string, number> }>} */
const rooms = new Map();
for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  const name = roomOf(file);
  const room = rooms.get(name) ?? { files: 0, lines: 0, tests: 0, imports: new Map() };
  rooms.set(name, room);
  if (isTest(file)) {
    room.tests += 1;
    continue;
  }
  room.files += 1;
  room.lines += text.split('\n').length - 1;
  if (!/\.(ts|tsx|js)$/.test(file)) continue;
  for (const [, from, bare] of text.matchAll(IMPORT)) {
    const target = targetOf(file, from ?? bare);
    const other = target === null ? name : roomOf(folderOf(target));
    if (other !== name) room.imports.set(other, (room.imports.get(other) ?? 0) + 1);
  }
}

console.log('| room | files | lines | tests | imports of other rooms |\n| --- | --: | --: | --: | --- |');
for (const [room, { files: count, lines, tests, imports }] of [...rooms].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const others = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`);
  console.log(`| ${room} | ${count} | ${lines} | ${tests} | ${others.join(', ') || '—'} |`);
}
