import { describe, expect, test } from 'vitest';
import type { Attempt } from '@/db/access/verify/verify';
import { describeAttempts, describeSetUp } from './describe';

describe('a verification', () => {
  const row = (kind: string, action: string, ...outcomes: Attempt['outcome'][]) => ({
    kind,
    action,
    attempts: outcomes.map((outcome) => ({ outcome, statement: 'SELECT 1' })),
  });
  const services = ['identity', 'videos'];
  const right = [
    ...Array.from({ length: 100 }, (_, index) => row('tables and views', `read table ${index}`, 'refused', 'allowed')),
    row('schemas', 'make something in view', 'refused', 'own'),
  ];

  test('counts by kind, in a few lines, if every outcome is right', () => {
    const { lines, isWell } = describeAttempts({ services, rows: right });
    expect(isWell).toBe(true);
    expect(lines).toEqual([
      '                  attempts  refused  allowed  own  wrong',
      'tables and views       200      100      100    0      0',
      'schemas                  2        1        0    1      0',
      '',
      '✓ 202 attempts of 2 services: each may do what it needs, and nothing else',
    ]);
  });

  test('names each wrong outcome, and nothing else', () => {
    const rows = [...right, row('functions', 'execute personal.forget', 'missing', 'forbidden')];
    const { lines, isWell } = describeAttempts({ services, rows });
    expect(isWell).toBe(false);
    expect(lines.slice(3)).toEqual([
      'functions                2        0        0    0      2',
      '',
      '✗ video_tutorials_identity cannot do what it needs, execute personal.forget: SELECT 1',
      '✗ video_tutorials_videos can do what it must not, execute personal.forget: SELECT 1',
      '✗ 2 of 204 attempts had the wrong outcome: npm run db:plan shows the drift',
    ]);
  });
});

describe('a plan', () => {
  test('says that there is nothing to change, with notes for the operator', () => {
    expect(
      describeSetUp({ changed: [], notes: ['The database has the work of 3 earlier migrations.'] }, false),
    ).toEqual(['✓ Nothing to change', '  The database has the work of 3 earlier migrations.']);
  });

  test('counts what would be changed', () => {
    const changed = [{ heading: 'Roles', lines: ['+ role a', '+ role b'] }];
    expect(describeSetUp({ changed, notes: [] }, false)).toEqual([
      'Roles',
      '  + role a',
      '  + role b',
      '',
      '2 things would be changed by npm run db:apply, or at the next start',
    ]);
  });
});
