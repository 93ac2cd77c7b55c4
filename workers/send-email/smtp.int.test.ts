import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '@/db/embedded/port';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { readEnvironment } from '@/environment';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { makeSendEmail } from './component';
import { requiresTls, smtpDelivery } from './smtp';
import { openEmails } from './testing/emails';
import { startMailServer, type TestMailServer } from './testing/mail-server';

const emails = await openEmails(await createTestDatabase());
let worker: TestWorker | null = null;
let server: TestMailServer | null = null;

afterEach(async () => {
  await worker?.stop();
  await server?.close();
  worker = server = null;
});
afterAll(() => emails.close());

function startWorker(smtpUrl: string): TestWorker {
  const environment = readEnvironment({
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Site <site@example.com>',
    SITE_URL: 'https://tutorials.example',
  });
  return (worker = startTestComponent(emails.url, makeSendEmail(environment)));
}

/** Waits until the worker has failed once and is retrying. */
async function failedOnce(): Promise<void> {
  await vi.waitUntil(() => worker?.logged.some(({ msg }) => msg.includes('will try again')), {
    timeout: LONGEST_WAIT_MS,
  });
}

describe('send-email by SMTP', () => {
  test('sends a mail with its addresses, subject, text and HTML', async () => {
    server = await startMailServer();
    startWorker(server.url);
    const emailId = await emails.send('ada@example.com');
    expect((await emails.outcome(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      from: { name: 'Site', address: 'site@example.com' },
      to: [{ address: 'ada@example.com' }],
      subject: 'Grüße',
      messageId: `<${emailId}@tutorials.example>`,
      text: expect.stringContaining('Hello, ünïcode.'),
      html: expect.stringContaining('<b>ünïcode</b>'),
    });
  });

  test('signs mails with the site’s key', async () => {
    server = await startMailServer();
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const dkim = { domainName: 'example.com', keySelector: 'tutorials', privateKey };
    const deliver = smtpDelivery(server.url, { dkim });
    const mail = { from: 'site@example.com', to: 'ada@example.com', subject: 'Signed', text: 'Hello' };
    expect(await deliver(mail, 'signed', new AbortController().signal)).toEqual({ status: 'sent' });
    const signature = server.received[0]!.headers.find(({ key }) => key === 'dkim-signature')?.value;
    expect(signature).toMatch(/a=rsa-sha256;.*d=example\.com;.*s=tutorials;/);
    expect(signature).toMatch(/h=[^;]*from[^;]*subject/i);
  });

  test.each([
    ['smtp://mail.example.com', true],
    ['smtp://user:password@mail.example.com:587', true],
    ['smtp://10.0.0.5:25?requireTLS=false', false],
    ['smtp://localhost:1025', false],
    ['smtp://127.0.0.1:1025', false],
    ['smtp://[::1]:1025', false],
    ['smtp://localhost.example.com', true],
  ])('%s needs an encrypted connection: %s', (url, is) => expect(requiresTls(url)).toBe(is));

  test('sends nothing to a server elsewhere that offers no encryption', async () => {
    server = await startMailServer();
    const deliver = smtpDelivery(`${server.url}?requireTLS=true`);
    const mail = { from: 'site@example.com', to: 'ada@example.com', text: 'Hello' };
    await expect(deliver(mail, 'plain', new AbortController().signal)).rejects.toThrow();
    expect(server.received).toEqual([]);
  });

  test('sends to addresses with special characters as they are, and to no other address', async () => {
    server = await startMailServer();
    startWorker(server.url);
    const addresses = [
      'sales/eu@example.com',
      "o'neil!x@example.com",
      'a#b@example.com',
      'r&d@example.com',
      'bounce=me@example.com',
      'ada@xn--e1afmkfd.xn--p1ai',
    ];
    for (const address of addresses) await emails.send(address);
    await emails.allHandled();
    expect(server.received.map(({ to }) => to?.map(({ address }) => address))).toEqual(
      addresses.map((address) => [address]),
    );
    expect(server.attempts.size).toBe(addresses.length);
  });

  test('sends one mail if the command comes twice, and if all commands are redelivered', async () => {
    server = await startMailServer();
    startWorker(server.url);
    const emailId = await emails.send('twice@example.com');
    await emails.send('twice@example.com', emailId);
    await emails.allHandled();
    await worker?.stop();
    await emails.store.pool.query('UPDATE runtime.checkpoint SET position = 0');
    startWorker(server.url);
    await emails.allHandled();
    expect(server.received).toHaveLength(1);
    expect(await emails.eventsOf(emailId)).toHaveLength(1);
  });

  test('retries until a server that is down is back', async () => {
    const port = await freePort('127.0.0.1');
    startWorker(`smtp://127.0.0.1:${port}`);
    const emailId = await emails.send('late@example.com');
    await failedOnce();
    expect(await emails.eventsOf(emailId)).toEqual([]);
    server = await startMailServer({ port });
    expect((await emails.outcome(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(server.received).toHaveLength(1);
  });

  test('retries when the server refuses the recipient temporarily', async () => {
    let refusals = 2;
    server = await startMailServer({ recipient: () => (refusals-- > 0 ? 451 : null) });
    startWorker(server.url);
    const emailId = await emails.send('greylisted@example.com');
    expect((await emails.outcome(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(server.attempts.get('greylisted@example.com')).toBe(3);
    expect(server.received).toHaveLength(1);
  });

  test('fails with the reason when the server refuses the recipient permanently, and continues with the next mail', async () => {
    server = await startMailServer({ recipient: (address) => (address.startsWith('nobody') ? 550 : null) });
    startWorker(server.url);
    const refused = await emails.send('nobody@example.com');
    const next = await emails.send('somebody@example.com');
    expect((await emails.outcome(next)).map(({ type }) => type)).toEqual(['Sent']);
    expect(await emails.eventsOf(refused)).toMatchObject([
      { type: 'Failed', data: { reason: expect.stringContaining('550') } },
    ]);
    expect(server.attempts.get('nobody@example.com')).toBe(1);
  });

  test('retries when the server refuses the sender, until the configuration is corrected', async () => {
    let refusals = 2;
    server = await startMailServer({ sender: () => (refusals-- > 0 ? 550 : null) });
    startWorker(server.url);
    const emailId = await emails.send('kept@example.com');
    expect((await emails.outcome(emailId)).map(({ type }) => type)).toEqual(['Sent']);
    expect(refusals).toBeLessThan(0);
  });

  test('fails after a recipient was refused temporarily for fifteen minutes', async () => {
    server = await startMailServer({ recipient: () => 452 });
    let now = 0;
    const deliver = smtpDelivery(server.url, { now: () => now });
    const mail = { from: 'site@example.com', to: 'full@example.com', text: 'Hello' };
    const attempt = (id: string) => deliver(mail, id, new AbortController().signal);
    await expect(attempt('first')).rejects.toThrow('452');
    now = 14 * 60_000;
    // Each mail has its own fifteen minutes.
    await expect(attempt('second')).rejects.toThrow('452');
    await expect(attempt('first')).rejects.toThrow('452');
    now = 15 * 60_000;
    expect(await attempt('first')).toMatchObject({ status: 'refused', reason: expect.stringContaining('452') });
    await expect(attempt('second')).rejects.toThrow('452');
  });
});
