import { DatabaseError } from 'pg';
import { beforeEach, expect, test } from 'vitest';
import type { Log } from './log';
import { Outage } from './outage';

let lines: string[];
let clock: number;
let outage: Outage;
beforeEach(() => {
  lines = [];
  clock = 0;
  const write = (level: string) => (facts: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(facts)}`);
  outage = new Outage({ warn: write('warn'), info: write('info') } as unknown as Log, () => clock);
});

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
const stopped = Object.assign(new DatabaseError('terminating connection', 1, 'error'), {
  code: '57P01',
  severity: 'FATAL',
});

test('logs an outage once, however many errors report it, and its end once', () => {
  const found = [refused, stopped, new AggregateError([refused, refused])];
  for (const error of found) outage.notice(error);
  expect(found.map((error) => outage.logLevelOf(error))).toEqual(['debug', 'debug', 'debug']);
  clock = 4200;
  outage.ends();
  outage.ends();
  expect(lines).toEqual([
    'warn lost the database, trying again until it is back {"reason":"connect ECONNREFUSED 127.0.0.1:5432"}',
    'info the database is back {"seconds":4}',
  ]);
});

test('logs a cut connection once', () => {
  outage.begins(stopped);
  outage.ends();
  expect(lines).toHaveLength(1);
  outage.begins(stopped);
  expect(lines).toHaveLength(2);
});

test('leaves the level of other errors as it is', () => {
  const mistake = new TypeError('a mistake');
  outage.notice(mistake);
  expect(outage.logLevelOf(mistake)).toBe('error');
  expect(lines).toEqual([]);
});
