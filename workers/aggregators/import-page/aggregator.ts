import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import type { Language } from '@/text/languages';
import { ASKER } from '@/workers/aggregators/rules';
import {
  failure,
  importing,
  refusal as refusals,
  type Archive,
  type Notice,
  type Problem,
} from '@/workers/importing/contract';
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

/** The archives of a person. */
const people = table(
  'imports',
  {
    userId: uuid('NOT NULL'),
    archives: known(jsonbOrNull<readonly Archive[]>()),
    /** The latest scan of the archives; null without archives. */
    scanId: uuid(),
    isScanned: known(boolean()),
    problems: known(jsonbOrNull<readonly Problem[]>()),
    /** When the archives are deleted automatically. */
    expiresAt: timestamptz(),
  },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/** Whether an item is being imported, was imported, or failed. */
const STATES = ['chosen', 'imported', 'failed'] as const;

/** The videos that scans found in them. */
const items = table(
  'import_items',
  {
    itemId: uuid('NOT NULL'),
    userId: known(uuid()),
    /** The latest scan that found it. */
    scanId: known(uuid()),
    /** The same for files of the same video. */
    origin: text(),
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
    /** Of a file that is there twice: the item that stands for it. */
    twinId: uuid(),
    /** Null if it was found and not chosen. */
    state: oneOf(STATES),
    failure: oneOf(failure.options),
    /** The video as which it was imported. */
    videoId: uuid(),
  },
  {
    key: ['itemId'],
    rule: ({ userId }) => `${userId} = ${ASKER}`,
    indexes: ({ userId, scanId, origin, videoId }) => [
      `(${userId}, ${scanId})`,
      // What each imported item, and each purged video, looks for.
      `(${userId}, ${origin})`,
      `(${userId}, ${videoId})`,
    ],
  },
);

type ImportingEvent = FactOf<typeof importing>;

function personPatchOf(event: ImportingEvent): Patch<typeof people> | 'delete' | null {
  switch (event.type) {
    case 'ScanStarted': {
      const { archives, scanId, expiresAt } = event.data;
      return { archives, scanId, expiresAt, isScanned: false, problems: [] };
    }
    case 'ScanCompleted':
      return { isScanned: true, problems: event.data.problems };
    case 'ArchivesRemoved':
      return { archives: [], scanId: null, isScanned: false, problems: [], expiresAt: null };
    case 'ImportingClosed':
      return 'delete';
    default:
      return null;
  }
}

interface ItemChange {
  readonly itemId: string;
  readonly patch: Patch<typeof items>;
}

function itemChangesOf(event: ImportingEvent): readonly ItemChange[] {
  switch (event.type) {
    case 'ItemsFound': {
      const { userId, scanId } = event.data;
      return event.data.items.map(({ itemId, origin, videoId, twinId = null, ...item }) => {
        const { path, bytes, title, descriptionLength, tags, chapters, publishedOn, captions, notices, refusal } = item;
        const found = { path, bytes, title, descriptionLength, tags, chapters, publishedOn, captions, notices };
        const imported = videoId && { state: 'imported' as const, videoId };
        return { itemId, patch: { userId, scanId, origin, ...found, refusal, twinId, ...imported } };
      });
    }
    case 'ItemsChosen':
      return event.data.items.map(({ itemId }) => ({ itemId, patch: { state: 'chosen', failure: null } }));
    case 'ItemImported': {
      const { itemId, videoId } = event.data;
      return [{ itemId, patch: { state: 'imported', videoId, failure: null } }];
    }
    case 'ItemImportFailed': {
      const { itemId, reason } = event.data;
      return [{ itemId, patch: { state: 'failed', failure: reason } }];
    }
    case 'ImportStopped':
      return event.data.items.map(({ itemId }) => ({ itemId, patch: { state: null } }));
    default:
      return [];
  }
}

/** Returns what a batch of events changes, in order. A deleted account loses its items. */
function changeItems(events: readonly ImportingEvent[]): Statement[] {
  const closed = new Set<string>();
  let changes: (ItemChange & { readonly userId: string })[] = [];
  for (const event of events) {
    const userId = sameCase(event.data.userId);
    if (event.type === 'ImportingClosed') {
      closed.add(userId);
      changes = changes.filter((each) => each.userId !== userId);
    } else {
      const own = itemChangesOf(event).map(({ itemId, patch }) => ({ itemId, userId, patch: { ...patch, userId } }));
      changes.push(...own);
    }
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

/** Other files of the same video count as imported too, so its items are found by the video. */
function forget({ userId, videoId }: { userId: string; videoId: string }): Statement {
  const { names } = items;
  return {
    text: `UPDATE ${items.name} SET ${names.state} = NULL, ${names.videoId} = NULL
      WHERE ${names.userId} = $1 AND ${names.videoId} = $2`,
    values: [userId, videoId],
  };
}

/** Other files of the same video count as imported too, as in a later scan. */
function importOthers(userId: string, videoId: string, origin: string): Statement {
  const { names } = items;
  return {
    text: `UPDATE ${items.name} SET ${names.state} = 'imported', ${names.videoId} = $2, ${names.failure} = NULL
      WHERE ${names.userId} = $1 AND ${names.origin} = $3 AND ${names.state} IS DISTINCT FROM 'imported'`,
    values: [userId, videoId, origin],
  };
}

/** Returns what an event changes in items that it does not name. */
function changeOthers({ type, data }: ImportingEvent): Statement | null {
  if (type === 'VideoForgotten') return forget(data);
  if (type !== 'ItemImported' || data.origin === null) return null;
  return importOthers(data.userId, data.videoId, data.origin);
}

/** As `changeItems`, with changes of other items in between. */
function changeAllItems(events: readonly ImportingEvent[]): Statement[] {
  const statements: Statement[] = [];
  let from = 0;
  for (const [at, event] of events.entries()) {
    const others = changeOthers(event);
    if (!others) continue;
    statements.push(...changeItems(events.slice(from, at + 1)), others);
    from = at + 1;
  }
  return [...statements, ...changeItems(events.slice(from))];
}

function change(events: readonly ImportingEvent[]): Statement[] {
  const { patches, deleted } = foldRows(events, ({ data }) => data.userId, personPatchOf);
  return [...deleteRows(people, deleted), ...upsert(people, patches), ...changeAllItems(events)];
}

function changed(events: readonly ImportingEvent[]): Topic[] {
  const shown = events.filter(({ type }) => !['ImportRejected', 'LeftoversDropped', 'LateVideoRefused'].includes(type));
  return shown.map(({ data }) => `creator:${sameCase(data.userId)}` as const);
}

/** The page on which a creator imports videos. */
export const importPage = defineAggregator({
  name: 'import-page',
  version: 4,
  tables: [people, items],
  projections: [eventsOf(importing, change, changed)],
});
