import { decides } from '@message-db/runtime';
import { alternate } from './alternate';
import { oneAtATime } from './baselines/one-at-a-time';
import { withoutOwnerChecks } from './baselines/without-owner-checks';
import type { Bench } from './testbed';
import { connect } from './connect';
import { figureOf } from './figure';
import type { Server } from './server';
import { audience, audienceDecider } from './subject/audience';
import { fillCommands, fillEvents } from './subject/fill';
import { checkpointOf, startComponent, watchProgress } from './worker';

const RUNS = 5;
const ENTITIES = 10_000;
/** The average number of events of an entity. */
const PAST_EVENTS = 10;
const COMMANDS = 60_000;
const OURS_MS = 6000;
const BASELINE_MS = 3000;

/** Commands a second of a component that catches up. Each run starts with a copy of the same store. */
export const decide: Bench = {
  name: 'decide',
  async run(testbed) {
    const server = await testbed.server();
    const prepared = await server.database('decide_prepared');
    const client = await connect(prepared.url);
    await fillEvents(client, { count: ENTITIES * PAST_EVENTS, videos: ENTITIES });
    await fillCommands(client, { count: COMMANDS, videos: ENTITIES });
    await client.end();

    const measured = await alternate(
      RUNS,
      {
        ours: async (run) => {
          const rate = await inCopy(server, ours);
          testbed.log(`run ${run + 1} of ${RUNS}: ${Math.round(rate)}/s`);
          return rate;
        },
        oneAtATime: () =>
          inCopy(server, async (url) => {
            const { done, rate } = await oneAtATime(url, BASELINE_MS);
            await check(url, done);
            return rate;
          }),
        withoutOwnerChecks: () =>
          inCopy(server, async (url) => {
            await withoutOwnerChecks(url);
            return ours(url);
          }),
      },
      { warmUps: 1 },
    );
    await prepared.drop();
    const figure = (baseline: number[], text: string, atLeast: number) =>
      figureOf(
        'decide',
        `commands/s over ${ENTITIES.toLocaleString('en')} entities, to ${text}`,
        { ours: measured.ours, baseline },
        { atLeast },
      );
    return [
      figure(measured.oneAtATime, 'one at a time', 10),
      figure(measured.withoutOwnerChecks, 'the same without the checks of owners', 0.95),
    ];
  },
};

async function inCopy(server: Server, measure: (url: string) => Promise<number>): Promise<number> {
  const database = await server.database('decide', 'decide_prepared');
  try {
    return await measure(database.url);
  } finally {
    await database.drop();
  }
}

async function ours(url: string): Promise<number> {
  const client = await connect(url);
  const before = ENTITIES * PAST_EVENTS;
  const target = { table: 'runtime.checkpoint', category: audience.commandCategory, end: before + COMMANDS };
  const worker = startComponent(url, { name: audience.category, subscriptions: [decides(audience, audienceDecider)] });
  const rate = await watchProgress(client, target, OURS_MS).finally(() => worker.stop());
  await check(url, (await checkpointOf(client, target)) - before);
  await client.end();
  return rate;
}

/** Checks that every command led to one event, which was decided with all events before it. */
async function check(url: string, commands: number): Promise<void> {
  const client = await connect(url);
  const { rows } = await client.query<{ events: number; wrong: number }>(
    `SELECT count(*) AS events, count(*) FILTER (WHERE (data->>'views')::int <> position + 1) AS wrong
     FROM message_store.messages WHERE category(stream_name) = 'audience'`,
  );
  await client.end();
  const { events = 0, wrong = 0 } = rows[0] ?? {};
  const added = events - ENTITIES * PAST_EVENTS;
  if (added === commands && wrong === 0) return;
  throw new Error(`void: ${commands} commands led to ${added} events, ${wrong} of them wrong`);
}
