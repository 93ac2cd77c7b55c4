import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '@message-db/client';
import { schemaOf, TOPICS_CHANNEL, type Aggregator } from '@message-db/runtime';
import { homePage } from '@/workers/aggregators/home-page/aggregator';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { announcementSql } from '@/workers/runtime/src/base/announcement-fence';
import { videoPublishing } from '@/workers/video-publishing/contract';
import type pg from 'pg';
import { connect } from '../connect';
import { Board, CHANGES_CHANNEL, nameOf, payloadOf, VIEWS, type Change, type Kind, type View } from './board';
import type { ThreadData } from './job';

/*
 * A thread that changes the views at random, as a stand-in for the aggregators, which could not do as many: it runs the
 * statements of their own projections for made-up events, commits, and announces their own topics as they do. The
 * numbers of the changes are announced in the same statement, behind the topics.
 */

const CONNECTIONS = 4;
/** The longest pause between two changes of a connection, in milliseconds. So pages are old and fresh by turns. */
const PAUSE_MS = 8;
const AGGREGATORS: Record<View, Aggregator> = { home: homePage, watch: watchPage };
/** The time of publication of change 0, after that of all other videos. One of change n is n milliseconds later. */
const PUBLISHED_AT = Date.now() - 3_600_000;

const { job, memory } = workerData as ThreadData;
const { videoIds, ownerIds, owners, alwaysNewest } = job;
const board = new Board(videoIds.length, memory);
const changeable = videoIds.length - alwaysNewest;
let last = job.after;

const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(job.databaseUrl)));
await nameAll(connections[0]!);
parentPort!.postMessage('ready');
await new Promise((resolve) => parentPort!.once('message', resolve));
await Promise.all(connections.map((client, index) => changeAtRandom(client, index)));
await Promise.all(connections.map((client) => client.end()));
parentPort!.postMessage('done');
parentPort!.close();

/** Changes the videos of one connection, so that the changes of a video are in order, until there are enough. */
async function changeAtRandom(client: pg.Client, index: number): Promise<void> {
  const withdrawn = new Set<string>();
  while (last < job.after + job.changes) {
    last += 1;
    const number = last;
    const view = anyOf(VIEWS);
    const video = index + CONNECTIONS * Math.floor(Math.random() * Math.floor((changeable - index) / CONNECTIONS));
    const key = `${view} ${video}`;
    const kind = anyKind(withdrawn.has(key));
    if (kind === 'withdrawn') withdrawn.add(key);
    if (kind === 'published') withdrawn.delete(key);
    const change = { view, video, kind, number };
    board.begin(change);
    await apply(client, view, eventOf(change), payloadOf(change));
    await delay(Math.random() * PAUSE_MS);
  }
}

/** Withdraws few videos, and soon publishes those again, so that the lists remain full. */
function anyKind(isWithdrawn: boolean): Kind {
  const random = Math.random();
  if (isWithdrawn) return random < 0.5 ? 'published' : 'named';
  return random < 0.1 ? 'withdrawn' : random < 0.25 ? 'published' : 'named';
}

function anyOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!;
}

function eventOf({ video, kind, number }: Change): Message {
  const { events } = videoPublishing;
  const [videoId, ownerId] = [videoIds[video]!, ownerIds[owners[video]!]!];
  const publishedAt = new Date(PUBLISHED_AT + number - job.after).toISOString();
  const event =
    kind === 'named'
      ? events.VideoNamed({ videoId, name: nameOf(video, number) })
      : kind === 'published'
        ? events.VideoPublished({ videoId, ownerId, publishedAt })
        : events.VideoUnpublished({ videoId });
  // A projection reads only the type and the data.
  return event as unknown as Message;
}

/** Does with an event what an aggregator does. @param payload the number of the change. */
async function apply(client: pg.Client, view: View, event: Message, payload: string): Promise<void> {
  const aggregator = AGGREGATORS[view];
  const projection = aggregator.projections.find(({ category }) => category === videoPublishing.category)!;
  await client.query(`BEGIN; SET LOCAL search_path = ${schemaOf(aggregator)}, message_store, public`);
  for (const { text, values } of projection.project([event], (data) => data)) await client.query(text, [...values]);
  await client.query('COMMIT');
  await client.query(announcementSql({ [TOPICS_CHANNEL]: projection.topics([event]), [CHANGES_CHANNEL]: [payload] })!);
}

/** Gives every video a name with a number, and announces it. */
async function nameAll(client: pg.Client): Promise<void> {
  for (const view of VIEWS) {
    for (const video of videoIds.keys()) {
      const change: Change = { view, video, kind: 'named', number: job.after };
      await apply(client, view, eventOf(change), payloadOf(change));
    }
  }
}
