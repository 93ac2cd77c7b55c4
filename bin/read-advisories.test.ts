import { expect, test } from 'vitest';
import { readAdvisories } from './read-advisories.js';

const found = {
  name: 'tar',
  severity: 'high',
  range: '<=7.4.0',
  via: [{ title: 'Writes outside the folder', url: 'https://example.com/GHSA-1' }, 'minizlib'],
};

test('each package with a known vulnerability is told, with what is known', () => {
  expect(readAdvisories(JSON.stringify({ vulnerabilities: { tar: found } }))).toEqual({
    kind: 'known',
    lines: ['tar <=7.4.0 (high): Writes outside the folder, https://example.com/GHSA-1; by minizlib'],
  });
  expect(readAdvisories(JSON.stringify({ vulnerabilities: {} }))).toEqual({ kind: 'known', lines: [] });
});

test.each([
  ['', 'npm audit gave no report'],
  ['{"message":"405 Method Not Allowed"}', '405 Method Not Allowed'],
  ['{"error":{"summary":"ENOAUDIT"}}', 'ENOAUDIT'],
])('a registry that does not answer is not taken for one that knows nothing bad: %j', (output, reason) => {
  expect(readAdvisories(output)).toEqual({ kind: 'unknown', reason });
});
