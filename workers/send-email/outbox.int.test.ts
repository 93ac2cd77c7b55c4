import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { bundleOf } from '@/workers/testing/programs';
import { LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { sendEmail } from './contract';
import { openEmails } from './testing/emails';

const emails = await openEmails(await createTestDatabase());
const dataDir = await mkdtemp(join(tmpdir(), 'send-email-test-'));
const outbox = join(dataDir, 'outbox');
let worker: ChildProcess | null = null;

afterEach(() => stopWorker());
afterAll(async () => {
  await emails.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs the component in its own process, as a site does. */
function startWorker(): void {
  worker = spawn(process.execPath, [bundleOf('send-email')], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: emails.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function stopWorker(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  worker.kill(signal);
  await exited;
}

const fileOf = (emailId: string) => join(outbox, `${emailId}.eml`);

describe('send-email without a mail server', () => {
  test('writes a mail to the outbox once, readable by its owner only', async () => {
    startWorker();
    const emailId = await emails.send('ada@example.com');
    await emails.send('ada@example.com', emailId);
    await emails.allHandled();
    expect((await emails.eventsOf(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(await PostalMime.parse(await readFile(fileOf(emailId)))).toMatchObject({
      to: [{ address: 'ada@example.com' }],
      subject: 'Grüße',
      text: expect.stringContaining('Hello, ünïcode.'),
      html: expect.stringContaining('<b>ünïcode</b>'),
    });
    expect((await stat(fileOf(emailId))).mode & 0o077).toBe(0);
  });

  test('deletes a discarded mail from the outbox, and does not write it again', async () => {
    startWorker();
    const emailId = await emails.send('zoe@example.com');
    await emails.outcome(emailId);
    expect(await readdir(outbox)).toContain(`${emailId}.eml`);
    await emails.discard(emailId);
    await emails.send('zoe@example.com', emailId);
    await emails.discard(emailId);
    await emails.allHandled();
    expect((await emails.eventsOf(emailId)).map(({ type }) => type)).toEqual(['Sent', 'Discarded', 'Discarded']);
    expect((await readdir(outbox)).filter((name) => name.includes(emailId))).toEqual([]);
  });

  test('sends nothing to a forgotten person', async () => {
    startWorker();
    const emailId = await emails.send('zoe@example.com', randomUUID(), randomUUID());
    expect((await emails.outcome(emailId)).map(({ type, data }) => [type, data])).toEqual([
      ['Failed', { emailId, reason: 'forgotten' }],
    ]);
    expect((await readdir(outbox).catch(() => [])).filter((name) => name.includes(emailId))).toEqual([]);
  });

  test('writes the same file again after a crash between the file and the event', async () => {
    // Hold the category's lock, so that the worker cannot write its event.
    const client = await emails.store.pool.connect();
    await client.query('SET idle_in_transaction_session_timeout = 0; BEGIN');
    await client.query('SELECT message_store.acquire_lock($1)', [sendEmail.stream('any')]);
    startWorker();
    const emailId = await emails.send('crash@example.com');
    const before = await vi.waitUntil(() => readFile(fileOf(emailId)).catch(() => null), { timeout: LONGEST_WAIT_MS });
    await stopWorker('SIGKILL');
    await client.query('ROLLBACK');
    client.release();
    expect(await emails.eventsOf(emailId)).toEqual([]);

    startWorker();
    expect((await emails.outcome(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(await readFile(fileOf(emailId))).toEqual(before);
    expect((await readdir(outbox)).filter((name) => name.includes(emailId))).toEqual([`${emailId}.eml`]);
  });
});
