import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from './environment';

test('needs no settings', () => {
  const environment = readEnvironment({});
  expect(environment).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, siteUrl: 'http://localhost:3000', ADMIN_EMAILS: [] });
  expect(environment.dataPath('secret')).toBe(resolve('.data/secret'));
});

test('takes an empty setting as unset', () => {
  expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000 });
});

test('reads a list of addresses', () => {
  expect(readEnvironment({ ADMIN_EMAILS: ' Ada@Example.org, grace@example.org,' }).ADMIN_EMAILS).toEqual(['ada@example.org', 'grace@example.org']);
});

test('drops the slash at the end of the site address', () => {
  expect(readEnvironment({ SITE_URL: 'https://videos.example.org/' }).siteUrl).toBe('https://videos.example.org');
});

test('names every bad setting in one sentence', () => {
  expect(() => readEnvironment({ PORT: 'eighty', SECRET: 'short', DATABASE_URL: 'mysql://x' })).toThrow(
    /^Bad environment: DATABASE_URL: must be a postgres:\/\/ URL; PORT: .*; SECRET: must have at least 32 characters\.$/,
  );
});
