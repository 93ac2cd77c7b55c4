import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** An import or export of values, and the module that it names. */
const IMPORT = /^(?:import|export)\s+(?!type\s)(?:([^;'"]*?)\sfrom\s+)?'([^']+)';/gm;
/** `{ type A, type B }`: nothing is left of it in a bundle. */
const TYPES_ALONE = /^\{(?:\s*type\s+[\w\s]+,?)+\s*\}$/;

const sources = new Map<string, string | null>();
function sourceOf(path: string): string | null {
  if (!sources.has(path)) {
    let source: string | null = null;
    try {
      source = readFileSync(path, 'utf8');
    } catch {
      // Not a file: the name lacks its ending.
    }
    sources.set(path, source);
  }
  return sources.get(path)!;
}

function fileOf(from: string, name: string): string | null {
  const base = name.startsWith('@/') ? join(ROOT, name.slice(2)) : join(dirname(from), name);
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`];
  return candidates.find((path) => /\.tsx?$/.test(path) && sourceOf(path) !== null) ?? null;
}

/** Returns the files that lead from one to a package, in a browser's bundle; null if none do. */
function pathTo(target: string, file: string, seen: Set<string>): string[] | null {
  if (seen.has(file)) return null;
  seen.add(file);
  const source = sourceOf(file)!;
  // A browser gets the address of a server action, and not its code.
  if (source.startsWith(`'use server'`)) return null;
  for (const [, names, name] of source.matchAll(IMPORT)) {
    if (names !== undefined && TYPES_ALONE.test(names.trim())) continue;
    if (name === target) return [file, name];
    const next = /^(?:\.|@\/)/.test(name!) ? fileOf(file, name!) : null;
    const path = next && pathTo(target, next, seen);
    if (path) return [file, ...path];
  }
  return null;
}

/** zod is 60 kB, and tries to make functions of texts, which the policy of the pages forbids and browsers report. */
test('no module of a browser imports zod', () => {
  const seen = new Set<string>();
  const paths: string[][] = [];
  for (const name of readdirSync(join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })) {
    const file = join(ROOT, 'app', name);
    if (!/\.tsx?$/.test(name) || !sourceOf(file)?.startsWith(`'use client'`)) continue;
    const path = pathTo('zod', file, seen);
    if (path) paths.push(path.map((each) => relative(ROOT, each)));
  }
  expect(paths).toEqual([]);
});
