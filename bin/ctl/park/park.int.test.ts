import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decides } from '@message-db/runtime';
import { Add, counter, counterDecider, Explode } from '@/workers/testing/fixtures/counter';
import { eventsIn, eventually, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { captured, runCtl } from '../testing/captured';
import { startCommand } from '../testing/command';

const site = await openTestSite();
const running: TestWorker[] = [];
let isCured = false;
beforeEach(() => {
  isCured = false;
  return site.pool
    .query(`TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process,
    runtime.failed_message, runtime.build`);
});
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
afterAll(() => site.close());

/** A component that fails on `Explode` until `isCured`. */
const exploding = decides(counter, {
  ...counterDecider,
  decide: (command, state) => (isCured && command.type === 'Explode' ? [] : counterDecider.decide(command, state)),
});
function runComponent(): void {
  running.push(startTestComponent(site.url, { name: 'counter', subscriptions: [exploding] }));
}
/** Writes a message that fails, and one behind it. @returns the id of the first. */
async function explode(id: string): Promise<string> {
  const message = Explode({ counterId: id });
  await site.write(counter.commandStream(id), [message, Add({ counterId: id, amount: 1 })]);
  return message.id;
}
const park = (...args: string[]) => runCtl(site.url, ['park', ...args]);
const states = async () =>
  (await site.pool.query('SELECT state FROM runtime.failed_message ORDER BY global_position')).rows.map(
    ({ state }) => state,
  );
const expectStates = (...expected: string[]) => eventually(async () => expect(await states()).toEqual(expected));
const hasAdded = (id: string) =>
  eventually(async () => expect(await eventsIn(site, counter, id)).toMatchObject([{ type: 'Added' }]));
const ids = (lines: readonly string[]) =>
  lines.filter((line) => /^[0-9a-f]{8}-/.test(line)).map((line) => line.split(' ')[0]);
/** Inserts rows as the runtime would, but faster. */
async function insertFailed(consumer: string, count: number, state = 'parked'): Promise<void> {
  await site.pool.query(
    `INSERT INTO runtime.failed_message (consumer, message_id, category, stream_name, global_position, type, state, attempts, error)
     SELECT $1, gen_random_uuid(), 'counter:command', 'counter:command-' || n, n, 'Explode', $3, 5, 'Boom ' || n
     FROM generate_series(1, $2::int) AS n`,
    [consumer, count, state],
  );
}

describe('park list', () => {
  test('shows parked messages with their error, and how many wait behind them', async () => {
    const id = await explode('a');
    runComponent();
    await expectStates('parked', 'blocked');
    const { code, lines } = await park('list');
    expect(code).toBe(0);
    expect(lines[0]!.split(/ {2,}/)).toEqual([
      'MESSAGE',
      'CONSUMER',
      'STATE',
      'ATTEMPTS',
      'BEHIND',
      'SINCE',
      'NEXT',
      'TYPE',
      'STREAM',
    ]);
    expect(lines[1]!.split(/ {2,}/)).toEqual([
      id,
      'counter',
      'parked',
      '5',
      '1',
      expect.stringMatching(/^\d+ s$/),
      'for you',
      'Explode',
      'counter:command-a',
    ]);
    expect(lines[2]).toBe('    Boom');
    expect(ids((await park('list', '--state', 'blocked')).lines)).toHaveLength(1);
  });

  test('shows pages of one consumer or of all consumers', async () => {
    await insertFailed('one', 3);
    await insertFailed('two', 2);
    const first = await park('list', '--limit', '2');
    expect(ids(first.lines)).toHaveLength(2);
    expect(first.err).toBe('There are more: add --after one/2 to see the next 2.');
    const second = await park('list', '--limit', '2', '--after', 'one/2');
    expect(second.lines.filter((line) => line.startsWith('    '))).toEqual(['    Boom 3', '    Boom 1']);
    expect(second.err).toBe('There are more: add --after two/1 to see the next 2.');
    const last = await park('list', '--limit', '2', '--after', 'two/1');
    expect([ids(last.lines).length, last.err]).toEqual([1, '']);
    expect(ids((await park('list', '--consumer', 'two')).lines)).toHaveLength(2);
    expect((await park('list', '--consumer', 'nobody')).out).toBe('There are no failed messages.');
  });
});

describe('park retry', () => {
  test('of one message retries it, and then the messages behind it', async () => {
    const id = await explode('a');
    runComponent();
    await expectStates('parked', 'blocked');
    isCured = true;
    const command = startCommand(['park', 'retry', id], { DATABASE_URL: site.url });
    expect([await command.ended, command.out(), command.err()]).toEqual([
      0,
      '✓ 1 message is tried again: npm run ctl -- park list shows the result.\n',
      '',
    ]);
    await hasAdded('a');
    expect(await states()).toEqual([]);
  });

  test('of all messages reports consumers without a worker', async () => {
    await insertFailed('one', 2);
    expect(await park('retry', '--all')).toMatchObject({
      code: 0,
      err: 'No live worker reads for one, so its messages wait until there is one.',
    });
    expect(await states()).toEqual(['retrying', 'retrying']);
  });

  test('of many messages shows the progress', async () => {
    await insertFailed('one', 550);
    await insertFailed('two', 1);
    const terminal = captured();
    expect((await runCtl(site.url, ['park', 'retry', '--consumer', 'one'], terminal)).out).toContain(
      '✓ 550 messages are tried again',
    );
    expect(terminal.shown.map((text) => text.replace('Retrying {bar} ', ''))).toEqual(
      ['100', '200', '300', '400', '500', '550'].map((done) => `${done} of 550`),
    );
    expect((await states()).filter((state) => state === 'parked')).toHaveLength(1);
  });
});

describe('park skip', () => {
  test('of one message asks, skips it, and continues with the messages behind it', async () => {
    const id = await explode('a');
    runComponent();
    await expectStates('parked', 'blocked');
    const refusing = captured(false);
    expect((await runCtl(site.url, ['park', 'skip', id], refusing)).code).toBe(1);
    expect(refusing.notes).toEqual([`Give up message ${id} of counter for good?`, 'Nothing was skipped.']);
    expect(await states()).toEqual(['parked', 'blocked']);

    expect(await runCtl(site.url, ['park', 'skip', id], captured(true))).toMatchObject({
      code: 0,
      out: '✓ 1 message is given up; the messages behind continue.',
    });
    await hasAdded('a');
    expect(await states()).toEqual(['skipped']);
  });

  test('needs --yes without a terminal', async () => {
    await insertFailed('one', 2);
    await insertFailed('two', 1);
    expect(await park('skip', '--all')).toMatchObject({ code: 2, err: expect.stringContaining('add --yes') });
    expect(await states()).toEqual(['parked', 'parked', 'parked']);
    expect((await park('skip', '--consumer', 'one', '--yes')).out).toContain('2 messages are given up');
    expect((await states()).toSorted()).toEqual(['parked', 'skipped', 'skipped']);
    expect((await park('skip', '--all', '--yes')).out).toContain('1 message is given up');
    expect(await park('skip', '--all', '--yes')).toMatchObject({ code: 0, out: 'Nothing is parked.' });
  });

  test('of all messages does not skip those that are retried automatically', async () => {
    await insertFailed('one', 1, 'retrying');
    expect((await park('skip', '--all', '--yes')).out).toBe('Nothing is parked.');
    expect(await states()).toEqual(['retrying']);
  });
});

const id = '4f6c1c7e-2f5c-4d0e-9f5a-0c7b1d2e3f4a';
test.each([
  [['retry'], /Choose messages: one by its id, --consumer NAME for all of a consumer, or --all/],
  [['skip', '--yes'], /Choose messages/],
  [['retry', id, '--all'], /--all cannot be combined with an id or --consumer/],
  [['retry', id], /✗ No message \S+ has failed\./],
  [['skip', id, '--yes'], /✗ No message \S+ has failed\./],
  [['retry', 'this'], /It must be a UUID/],
  [['list', '--state', 'lost'], /Allowed choices are/],
  [['list', '--after', 'here'], /as the previous page shows it/],
  [['list', '--limit', '0'], /a whole number from 1 to 1000/],
])('park %j is refused', async (args, reason) => {
  const { code, out, err } = await park(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(reason);
});
