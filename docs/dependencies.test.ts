import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const document = read('docs/dependencies.md');
const names = new Set(document.match(/@?[a-z0-9][\w/-]*(?:\.[\w/-]+)*/g));

describe('every package', () => {
  test.each(Object.keys({ ...dependencies, ...devDependencies }))(
    '%s is in the record of what it is trusted with',
    (name) => expect(names).toContain(name),
  );

  test('has an exact version', () => {
    const inexact = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    expect(inexact).toEqual([]);
  });
});

test('the bill of materials names the packages that a site runs, with their versions, and no others', () => {
  const { sbom } = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
  const { stdout } = spawnSync(sbom!, { cwd: root, shell: true, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  const bill = JSON.parse(stdout) as { bomFormat: string; components: { purl: string }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  const purls = bill.components.map(({ purl }) => purl);
  expect(purls).toContain(`pkg:npm/next@${dependencies.next}`);
  expect(purls.filter((purl) => purl.startsWith('pkg:npm/vitest@'))).toEqual([]);
});
