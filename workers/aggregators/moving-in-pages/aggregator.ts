import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import type { Language } from '@/text/languages';
import { ASKER } from '@/workers/aggregators/rules';
import {
  failure,
  movingIn,
  refusal as refusals,
  type Archive,
  type Notice,
  type Problem,
} from '@/workers/moving-in/contract';
import { deleteRows, foldPatches, foldRows, sameCase, upsert } from '../statements';
import {
  bigint,
  boolean,
  date,
  defineAggregator,
  integer,
  jsonbOrNull,
  known,
  oneOf,
  table,
  text,
  timestamptz,
  uuid,
  type Patch,
} from '../table';
import type { Topic } from '../topics';

/** What a person brings from elsewhere. */
const people = table(
  'moving_in',
  {
    userId: uuid('NOT NULL'),
    archives: known(jsonbOrNull<readonly Archive[]>()),
    /** The last reading of the archives; null without archives. */
    readingId: uuid(),
    isRead: known(boolean()),
    problems: known(jsonbOrNull<readonly Problem[]>()),
    /** When the archives are deleted by themselves. */
    expiresAt: timestamptz(),
  },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/** Whether an item is on its way, has come, or could not. */
const STATES = ['chosen', 'moved', 'failed'] as const;

/** The videos that a reading has found in them. */
const items = table(
  'moving_in_items',
  {
    itemId: uuid('NOT NULL'),
    userId: known(uuid()),
    /** The last reading that has found it. */
    readingId: known(uuid()),
    path: known(text()),
    bytes: known(bigint()),
    title: known(text()),
    descriptionLength: known(integer()),
    tags: known(integer()),
    chapters: known(integer()),
    publishedOn: date(),
    captions: known(jsonbOrNull<readonly Language[]>()),
    notices: known(jsonbOrNull<readonly Notice[]>()),
    refusal: oneOf(refusals.options),
    /** Null for one that was only found. */
    state: oneOf(STATES),
    failure: oneOf(failure.options),
    /** The video that it has become. */
    videoId: uuid(),
  },
  { key: ['itemId'], rule: ({ userId }) => `${userId} = ${ASKER}`, indexes: ({ userId }) => [`(${userId})`] },
);

type MovingInEvent = FactOf<typeof movingIn>;

function personPatchOf(event: MovingInEvent): Patch<typeof people> | 'delete' | null {
  switch (event.type) {
    case 'ReadingStarted': {
      const { archives, readingId, expiresAt } = event.data;
      return { archives, readingId, expiresAt, isRead: false, problems: [] };
    }
    case 'ContentsRead':
      return { isRead: true, problems: event.data.problems };
    case 'ArchivesRemoved':
      return { archives: [], readingId: null, isRead: false, problems: [], expiresAt: null };
    case 'MovingInClosed':
      return 'delete';
    default:
      return null;
  }
}

interface ItemChange {
  readonly itemId: string;
  readonly patch: Patch<typeof items>;
}

function itemChangesOf(event: MovingInEvent): readonly ItemChange[] {
  switch (event.type) {
    case 'ItemsFound': {
      const { userId, readingId } = event.data;
      return event.data.items.map(({ itemId, videoId, ...item }) => {
        const { path, bytes, title, descriptionLength, tags, chapters, publishedOn, captions, notices, refusal } = item;
        const found = { path, bytes, title, descriptionLength, tags, chapters, publishedOn, captions, notices };
        const moved = videoId && { state: 'moved' as const, videoId };
        return { itemId, patch: { userId, readingId, ...found, refusal, ...moved } };
      });
    }
    case 'ItemsChosen':
      return event.data.items.map(({ itemId }) => ({ itemId, patch: { state: 'chosen', failure: null } }));
    case 'ItemMovedIn': {
      const { itemId, videoId } = event.data;
      return [{ itemId, patch: { state: 'moved', videoId, failure: null } }];
    }
    case 'ItemNotMovedIn': {
      const { itemId, reason } = event.data;
      return [{ itemId, patch: { state: 'failed', failure: reason } }];
    }
    case 'MoveStopped':
      return event.data.items.map(({ itemId }) => ({ itemId, patch: { state: null } }));
    default:
      return [];
  }
}

/** What a batch of events does, in order. A closed account loses what it had. */
function changeItems(events: readonly MovingInEvent[]): Statement[] {
  const closed = new Set<string>();
  let changes: (ItemChange & { readonly userId: string })[] = [];
  for (const event of events) {
    const userId = sameCase(event.data.userId);
    if (event.type === 'MovingInClosed') {
      closed.add(userId);
      changes = changes.filter((each) => each.userId !== userId);
    } else changes.push(...itemChangesOf(event).map((each) => ({ ...each, userId })));
  }
  const patches = foldPatches(
    changes,
    ({ itemId }) => itemId,
    ({ patch }) => patch,
  );
  const deletion = {
    text: `DELETE FROM ${items.name} WHERE ${items.names.userId} = ANY($1::uuid[])`,
    values: [[...closed].sort()],
  };
  return [...(closed.size > 0 ? [deletion] : []), ...upsert(items, patches)];
}

/** Other files of the same video count as moved too, so all its items are found by the video. */
function forget({ userId, videoId }: { userId: string; videoId: string }): Statement {
  const { names } = items;
  return {
    text: `UPDATE ${items.name} SET ${names.state} = NULL, ${names.videoId} = NULL
      WHERE ${names.userId} = $1 AND ${names.videoId} = $2`,
    values: [userId, videoId],
  };
}

/** As `changeItems`, with what is forgotten in between. */
function changeAndForgetItems(events: readonly MovingInEvent[]): Statement[] {
  const at = events.findIndex(({ type }) => type === 'VideoForgotten');
  const event = events[at];
  if (event?.type !== 'VideoForgotten') return changeItems(events);
  return [...changeItems(events.slice(0, at)), forget(event.data), ...changeAndForgetItems(events.slice(at + 1))];
}

function change(events: readonly MovingInEvent[]): Statement[] {
  const { patches, deleted } = foldRows(events, ({ data }) => data.userId, personPatchOf);
  return [...deleteRows(people, deleted), ...upsert(people, patches), ...changeAndForgetItems(events)];
}

function changed(events: readonly MovingInEvent[]): Topic[] {
  const shown = events.filter(
    ({ type }) => !['MovingInRejected', 'LeftoversDropped', 'LateVideoRefused'].includes(type),
  );
  return shown.map(({ data }) => `creator:${sameCase(data.userId)}` as const);
}

/** The page on which a creator moves in. */
export const movingInPages = defineAggregator({
  name: 'moving-in-pages',
  version: 1,
  tables: [people, items],
  projections: [eventsOf(movingIn, change, changed)],
});
