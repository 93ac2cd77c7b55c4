import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { categoryOf } from '@message-db/client';
import { identity } from '@/workers/identity/contract';
import { examples } from '@/workers/identity/examples';
import { Added, counter, label, Labelled } from '@/workers/testing/fixtures/counter';
import { eventually, openTestSite } from '@/workers/testing/test-site';
import { captured, runCtl, type Captured } from '../testing/captured';
import { startCommand } from '../testing/command';
import { followCategories, followStream } from './follow';

const site = await openTestSite();
beforeEach(() => site.pool.query('TRUNCATE message_store.messages'));
afterAll(() => site.close());

const added = (id: string, amount: number) => Added({ counterId: id, amount, total: amount });
const write = (stream: string, ...amounts: number[]) =>
  site.write(
    stream,
    amounts.map((amount) => added('x', amount)),
  );

/** Runs the command until a check of its output succeeds. */
async function tailUntil(
  args: string[],
  work: () => Promise<unknown>,
  check: (terminal: Captured) => void,
): Promise<Captured> {
  const terminal = captured();
  const running = runCtl(site.url, ['tail', ...args], terminal);
  await eventually(() => expect(terminal.notes.join()).toContain('Following'));
  await work();
  await eventually(() => check(terminal));
  terminal.stop();
  expect((await running).code).toBe(0);
  return terminal;
}

describe('tail', () => {
  test('shows new messages only', async () => {
    await write('counter-a', 1);
    const { lines } = await tailUntil(
      [],
      async () => {
        await write('counter-a', 2);
        await site.write(label.stream('b'), Labelled({ counterId: 'b', label: 'new category' }));
      },
      ({ lines: shown }) => expect(shown).toHaveLength(2),
    );
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z counter-a Added 1 #\d+ \{.*"amount":2.*\}$/);
    expect(lines[1]).toContain('label-b Labelled 0 #');
  });

  test('shows one category', async () => {
    const { lines } = await tailUntil(
      ['counter'],
      async () => {
        await site.write(label.stream('b'), Labelled({ counterId: 'b', label: 'other' }));
        await write('counter-a', 2);
      },
      ({ lines: shown }) => expect(shown.length).toBeGreaterThan(0),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(' counter-a Added ');
  });

  test('shows a stream from a position', async () => {
    await write('counter-a', 0, 1, 2);
    await write('counter-b', 0, 1, 2);
    const { lines } = await tailUntil(
      ['counter-a', '--from', '1'],
      () => write('counter-a', 3),
      ({ lines: shown }) => expect(shown).toHaveLength(3),
    );
    expect(lines.map((line) => line.split(' ')[3])).toEqual(['1', '2', '3']);
  });

  test('shows messages without a notification', async () => {
    await tailUntil(
      ['counter'],
      () => site.store.write('counter-a', added('a', 1)),
      ({ lines }) => expect(lines).toHaveLength(1),
    );
  });

  test('shows no secrets and no control characters', async () => {
    const { sessionHash } = examples.commands.SignOut.data;
    const { lines } = await tailUntil(
      [],
      async () => {
        await site.write(identity.commandStream('1'), examples.commands.SignOut);
        await site.write(label.stream('b'), Labelled({ counterId: 'b', label: 'a\u009b2Jb' }));
      },
      ({ lines: shown }) => expect(shown).toHaveLength(2),
    );
    expect(lines[0]).toContain('"sessionHash":"[redacted]"');
    expect(lines[0]).not.toContain(sessionHash);
    expect(lines[1]).toContain('a·2Jb');
  });

  test('ends when its reader closes the pipe', async () => {
    await write('counter-a', ...Array.from({ length: 5000 }, (_, n) => n));
    const command = startCommand(['tail', '--from', '1'], { DATABASE_URL: site.url });
    await eventually(() => expect(command.out()).toContain('counter-a Added 0'));
    command.child.stdout!.destroy();
    expect(await command.ended).toBe(0);
    expect(command.err()).toBe('Following all messages. Ctrl-C ends it.\n');
  });

  test('ends at Ctrl-C', async () => {
    const command = startCommand(['tail'], { DATABASE_URL: site.url });
    await eventually(() => expect(command.err()).toContain('Following'));
    await write('counter-a', 1);
    await eventually(() => expect(command.out()).toMatch(/^\S+ counter-a Added 0 #\d+ .*\n$/));
    command.child.kill('SIGINT');
    expect(await command.ended).toBe(0);
  });
});

describe('following', () => {
  test('several categories returns each message once, in the order of the store', async () => {
    for (let round = 0; round < 30; round += 1) {
      await write(`counter-${round}`, ...Array.from({ length: 11 }, (_, n) => n));
      await site.write(label.stream(`${round % 2}`), Labelled({ counterId: 'x', label: `${round}` }));
    }
    const following = await followCategories(site.store, null, 1);
    const given: number[] = [];
    for (;;) {
      const messages = await following.next();
      if (messages.length === 0) break;
      expect(messages.length).toBeLessThanOrEqual(200);
      given.push(...messages.map(({ globalPosition }) => globalPosition));
    }
    const { rows } = await site.pool.query<{ position: number }>(
      'SELECT global_position AS position FROM message_store.messages ORDER BY 1',
    );
    expect(given).toEqual(rows.map(({ position }) => position));
  });

  test('a category returns no messages of others', async () => {
    await write('counter-a', 1);
    await site.write(label.stream('b'), Labelled({ counterId: 'b', label: 'b' }));
    const messages = await (await followCategories(site.store, counter.category, 1)).next();
    expect(messages.map(({ streamName }) => categoryOf(streamName))).toEqual([counter.category]);
  });

  test('a stream that does not exist yet starts with its first message', async () => {
    const following = await followStream(site.store, 'counter-z', null);
    expect(await following.next()).toEqual([]);
    await write('counter-z', 1, 2);
    expect((await following.next()).map(({ position }) => position)).toEqual([0, 1]);
    expect(await following.next()).toEqual([]);
  });
});
