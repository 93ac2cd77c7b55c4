import { decides } from '@/workers/runtime/src/deciding/decides';
import { alternate } from './alternate';
import { oneAtATime } from './baselines/one-at-a-time';
import { withoutOwners } from './baselines/without-owners';
import type { Bench } from './bed';
import { connect } from './connect';
import { figureOf } from './figure';
import type { Server } from './server';
import { audience, audienceDecider } from './subject/audience';
import { fillCommands, fillEvents } from './subject/fill';
import { positionOf, startComponent, watchProgress } from './worker';

const RUNS = 5;
const ENTITIES = 10_000;
/** What each entity has been through, on average. */
const PAST_EVENTS = 10;
const COMMANDS = 60_000;
const OURS_MS = 6000;
const BASELINE_MS = 3000;

/** Commands a second that a component catches up with. Each run begins with the same store. */
export const decide: Bench = {
  name: 'decide',
  async run(bed) {
    const server = await bed.server();
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
          bed.say(`run ${run + 1} of ${RUNS}: ${Math.round(rate)}/s`);
          return rate;
        },
        oneAtATime: () =>
          inCopy(server, async (url) => {
            const { done, rate } = await oneAtATime(url, BASELINE_MS);
            await check(url, done);
            return rate;
          }),
        withoutOwners: () =>
          inCopy(server, async (url) => {
            await withoutOwners(url);
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
      figure(measured.withoutOwners, 'the same where nobody looks whose category and rows these are', 0.95),
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
  const way = { table: 'runtime.position', category: audience.commandCategory, end: before + COMMANDS };
  const worker = startComponent(url, { name: audience.category, subscriptions: [decides(audience, audienceDecider)] });
  const rate = await watchProgress(client, way, OURS_MS).finally(() => worker.stop());
  await check(url, (await positionOf(client, way)) - before);
  await client.end();
  return rate;
}

/** Every command led to one event, decided upon all events before it. */
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
