import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeSecrets, keepSecrets, loginUrl, readSecrets, type Secrets } from './secrets';
import type { Service } from './access';

const SERVICES: Service[] = ['application', 'identity', 'operator'].map((name) => ({
  name,
  role: `site_${name}`,
  group: null,
  writes: [],
  names: null,
}));

let dataDir: string;
let file: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-secrets-'));
  file = join(dataDir, 'database-secrets.json');
});
afterEach(() => rm(dataDir, { recursive: true }));

async function keep(): Promise<Secrets> {
  const secrets = completeSecrets(SERVICES, await readSecrets(dataDir));
  await keepSecrets(dataDir, secrets);
  return secrets;
}

test('keeps a password for each service, in a file that only its owner can read', async () => {
  const secrets = await keep();
  expect(Object.keys(secrets).sort()).toEqual(SERVICES.map(({ name }) => name).sort());
  expect(new Set(Object.values(secrets)).size).toBe(SERVICES.length);
  for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[\w-]{32}$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(secrets);
});

test('keeps passwords, and adds one for a new service', async () => {
  const { operator, ...others } = await keep();
  await writeFile(file, JSON.stringify(others));
  const { operator: again, ...kept } = await keep();
  expect(kept).toEqual(others);
  expect(again).not.toBe(operator);
  expect(await readSecrets(dataDir)).toEqual({ ...others, operator: again });
});

test('returns no passwords if none are kept', async () => {
  expect(await readSecrets(dataDir)).toEqual({});
});

test.each([0o640, 0o604, 0o660])('refuses a file with mode %o', async (mode) => {
  await keep();
  await chmod(file, mode);
  await expect(readSecrets(dataDir)).rejects.toThrow(
    `Others can read ${file}, which holds the database passwords: run chmod 600 ${file}, or delete it to have new ones made.`,
  );
});

test.each(['', '[1]', '{"identity":1}', '{"ident'])('refuses a file with %j', async (text) => {
  await writeFile(file, text, { mode: 0o600 });
  await expect(readSecrets(dataDir)).rejects.toThrow(`${file} is damaged: delete it to have new passwords made.`);
});

test('loginUrl keeps the server and the database, and changes the user and the password', () => {
  expect(
    loginUrl(
      'postgres://admin:all%40mighty@db.example.org:5433/site?sslmode=require',
      { name: 'send-email', role: 'site_send_email' },
      { 'send-email': 'its own' },
    ),
  ).toBe('postgres://site_send_email:its%20own@db.example.org:5433/site?sslmode=require');
});
