import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { isAlive } from '@/db/embedded/processes';
import { isInstalled } from './install.js';

let root: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'install-'));
  await writeFile(
    join(root, 'package-lock.json'),
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } }),
  );
  // A replacement for npm. It starts to install, and finishes when the file `go` exists.
  await writeFile(
    join(root, 'npm-cli.js'),
    `
    const fs = require('fs');
    fs.appendFileSync('runs', process.pid + '\\n');
    fs.rmSync('node_modules', { recursive: true, force: true });
    fs.mkdirSync('node_modules/a', { recursive: true });
    console.error('npm warns');
    setInterval(() => {
      if (!fs.existsSync('go')) return;
      fs.writeFileSync('node_modules/a/package.json', '{}');
      fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
      process.exit(0);
    }, 20);
  `,
  );
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const pid of await runs()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await rm(root, { recursive: true, force: true });
});

const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });
const runs = async () =>
  (await readFile(join(root, 'runs'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);

function install(variables: Record<string, string> = {}): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<unknown[]>;
} {
  const installer = pathToFileURL(join(import.meta.dirname, 'install.js')).href;
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    const { installDependencies } = await import('${installer}');
    await installDependencies(${JSON.stringify(root)}, process.ppid);
  `,
    ],
    {
      env: { ...process.env, npm_execpath: join(root, 'npm-cli.js'), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  children.push(child);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return { child, output: () => output, ended: once(child, 'close') };
}

test('one of two simultaneous starts installs, and the other waits', async () => {
  const first = install();
  await eventually(async () => expect(await runs()).toHaveLength(1));
  const second = install();
  await eventually(() =>
    expect(second.output()).toContain(`… Waiting for process ${first.child.pid}, which installs the dependencies`),
  );
  await writeFile(join(root, 'go'), '');
  expect((await first.ended)[0]).toBe(0);
  expect((await second.ended)[0]).toBe(0);
  expect(await runs()).toHaveLength(1);
  expect(isInstalled(root)).toBe(true);
  expect(existsSync(join(root, '.installing'))).toBe(false);
});

test('after a start was killed, the next one ends its npm and installs again', async () => {
  const killed = install();
  await eventually(async () => expect(await runs()).toHaveLength(1));
  killed.child.kill('SIGKILL');
  await killed.ended.catch(() => {});
  const [left] = await runs();
  expect(isInstalled(root)).toBe(false);
  const next = install();
  await eventually(async () => expect(await runs()).toHaveLength(2));
  expect(isAlive(left!)).toBe(false);
  await writeFile(join(root, 'go'), '');
  expect((await next.ended)[0]).toBe(0);
  expect(isInstalled(root)).toBe(true);
});

test('a start that gets SIGTERM ends its npm and removes the lock', async () => {
  const { child, ended } = install();
  await eventually(async () => expect(await runs()).toHaveLength(1));
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(130);
  const [npm] = await runs();
  await eventually(() => expect(isAlive(npm!)).toBe(false));
  expect(existsSync(join(root, '.installing'))).toBe(false);
});

test('with LOG_FORMAT=json every line is a JSON object, including those of npm', async () => {
  await writeFile(join(root, 'go'), '');
  const { output, ended } = install({ LOG_FORMAT: 'json' });
  await ended;
  const entries = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(entries).toMatchObject([
    { msg: 'Installing dependencies' },
    { msg: 'npm warns', level: 'error' },
    { msg: expect.stringMatching(/^Dependencies installed/), name: 'supervisor' },
  ]);
});

test.each([
  ['no packages', async () => {}, false],
  ['no record of npm', () => mkdir(join(root, 'node_modules/a'), { recursive: true }), false],
  ['a truncated record', () => installed('{"packages": {"node_mod'), false],
  ['an older version of a package', () => installed(lock({ 'node_modules/a': { version: '0.9.0' } })), false],
  ['all packages', () => installed(lock({ 'node_modules/a': { version: '1.0.0' } })), true],
  [
    'a package without its files',
    async () => {
      await installed(lock({ 'node_modules/a': { version: '1.0.0' } }));
      await rm(join(root, 'node_modules/a/package.json'));
    },
    false,
  ],
  [
    'an optional package without its files',
    () => installed(lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })),
    false,
  ],
])('isInstalled for a checkout with %s', async (_what, make, expected) => {
  await make();
  expect(isInstalled(root)).toBe(expected);
});

async function installed(hidden: string): Promise<void> {
  await mkdir(join(root, 'node_modules/a'), { recursive: true });
  await writeFile(join(root, 'node_modules/a/package.json'), '{}');
  await writeFile(join(root, 'node_modules/.package-lock.json'), hidden);
}
