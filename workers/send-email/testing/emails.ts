import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool, type Message, type NewMessage } from '@message-db/client';
import { vi } from 'vitest';
import { storeExampleKeys, encryptExample } from '@/personal-data/testing/example-keys';
import { LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { sendEmail } from '../contract';

/** The default recipient. */
export const ada = '00000000-0000-4000-8000-00000000000a';

/** Opens a test database for emails, with helpers that send commands and read events. */
export async function openEmails({ url, drop }: { url: string; drop(): Promise<void> }) {
  await storeExampleKeys(url, [ada]);
  const store = createMessageStore(createPool({ connectionString: url }));

  /** Sends a `Send` command. @returns the email's id. */
  async function send(to: string, emailId: string = randomUUID(), userId = ada): Promise<string> {
    const content = encryptExample(userId, { to, text: 'Hello, ünïcode.', html: '<p>Hello, <b>ünïcode</b>.</p>' });
    const mail = { emailId, userId, subject: 'Grüße', ...content };
    await write(emailId, sendEmail.commands.Send(mail));
    return emailId;
  }

  async function discard(emailId: string): Promise<void> {
    await write(emailId, sendEmail.commands.Discard({ emailId }));
  }

  async function write(emailId: string, command: NewMessage): Promise<void> {
    await store.write(sendEmail.commandStream(emailId), command);
    await announceMessages(store.pool, [sendEmail.commandCategory]);
  }

  /** Waits for the first event of an email. @returns its events. */
  async function outcome(emailId: string): Promise<Message[]> {
    return vi.waitUntil(
      async () => {
        const events = await eventsOf(emailId);
        return events.length > 0 && events;
      },
      { timeout: LONGEST_WAIT_MS },
    );
  }

  async function eventsOf(emailId: string): Promise<Message[]> {
    const name = sendEmail.stream(emailId);
    return (await store.readStreams([name])).get(name) ?? [];
  }

  /** Waits until the component has handled every command. */
  async function allHandled(): Promise<void> {
    await vi.waitUntil(
      async () => {
        const { rows } = await store.pool.query<{ done: boolean }>(
          `SELECT (SELECT max(global_position) FROM message_store.messages WHERE message_store.category(stream_name) = $1)
              = (SELECT position FROM runtime.checkpoint WHERE consumer = 'send-email') AS done`,
          [sendEmail.commandCategory],
        );
        return rows[0]?.done === true;
      },
      { timeout: LONGEST_WAIT_MS },
    );
  }

  async function close(): Promise<void> {
    await store.pool.end();
    await drop();
  }

  return { url, store, send, discard, outcome, eventsOf, allHandled, close };
}
