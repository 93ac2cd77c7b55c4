import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent, Snapshots } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { ARCHIVE_DAYS, ARCHIVES_MAX, movingIn, PART_ITEMS, type Coming, type MovingInReason } from './contract';

type Command = CommandOf<typeof movingIn>;
type Event = NewEventOf<typeof movingIn>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = movingIn;

const coming = z.object({ videoId: z.string(), uploadId: z.string(), origin: z.string().nullable() }).readonly();
const schema = z
  .object({
    archives: z
      .array(z.object({ uploadId: z.string(), fileName: z.string(), bytes: z.number() }).readonly())
      .readonly(),
    /** The last reading of the archives; null without archives. */
    readingId: z.string().nullable(),
    isRead: z.boolean(),
    /** What the last reading has found and what can come, by item. */
    found: z.record(z.string(), z.object({ origin: z.string().nullable() }).readonly()).readonly(),
    /** What was chosen and has not come yet, by item. */
    chosen: z.record(z.string(), coming).readonly(),
    /** What has come, by item. */
    moved: z.record(z.string(), coming).readonly(),
    /** The uploads of items that were stopped. Their files may still be there. */
    stopped: z.array(z.string()).readonly(),
    /** Second videos of items that had come already. */
    refused: z.array(z.string()).readonly(),
    isClosed: z.boolean(),
  })
  .readonly();

/** What a person brings, and what of it has come. */
export type MovingIn = z.output<typeof schema>;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<MovingIn> = { version: 1, schema };

/** Decides about the archives of a person. */
export const movingInDecider: Decider<MovingIn, Command, Event, EventOf<typeof movingIn>> = {
  initialState: {
    ...{ archives: [], readingId: null, isRead: false, found: {}, chosen: {}, moved: {}, stopped: [], refused: [] },
    isClosed: false,
  },
  snapshots,
  evolve,
  decide,
};

function evolve(state: MovingIn, event: PastEvent<EventOf<typeof movingIn>>): MovingIn {
  switch (event.type) {
    case 'ArchiveAdded': {
      const { uploadId, fileName, bytes } = event.data;
      return { ...state, archives: [...state.archives, { uploadId, fileName, bytes }] };
    }
    case 'ReadingStarted':
      return { ...state, readingId: event.data.readingId, isRead: false, found: {} };
    case 'ContentsRead':
      return { ...state, isRead: true };
    case 'ItemsFound': {
      const possible = event.data.items.filter((item) => item.refusal === null);
      const found = possible.map(({ itemId, origin }) => [itemId, { origin }] as const);
      return { ...state, found: { ...state.found, ...Object.fromEntries(found) } };
    }
    case 'ItemsChosen':
      return {
        ...state,
        chosen: { ...state.chosen, ...byItem(event.data.items) },
        stopped: state.stopped.filter((each) => !event.data.items.some(({ uploadId }) => uploadId === each)),
      };
    case 'ItemMovedIn': {
      const chosen = without(state.chosen, [event.data.itemId]);
      const stopped = state.stopped.filter((uploadId) => uploadId !== event.data.uploadId);
      return { ...state, chosen, stopped, moved: { ...state.moved, ...byItem([event.data]) } };
    }
    case 'ItemNotMovedIn':
      return { ...state, chosen: without(state.chosen, [event.data.itemId]) };
    case 'MoveStopped':
      return {
        ...state,
        chosen: {},
        stopped: [...new Set([...state.stopped, ...event.data.items.map(({ uploadId }) => uploadId)])],
      };
    case 'LeftoversDropped':
      return { ...state, stopped: state.stopped.filter((each) => !event.data.uploadIds.includes(each)) };
    case 'VideoForgotten':
      return { ...state, moved: without(state.moved, [event.data.itemId]) };
    case 'ArchivesRemoved':
      return { ...state, archives: [], readingId: null, isRead: false, found: {}, chosen: {} };
    case 'MovingInClosed':
      return { ...movingInDecider.initialState, stopped: state.stopped, isClosed: true };
    case 'LateVideoRefused':
      if (state.moved[event.data.itemId]) return { ...state, refused: [...state.refused, event.data.videoId] };
      return { ...state, moved: { ...state.moved, ...byItem([{ ...event.data, origin: null }]) } };
    default:
      return state;
  }
}

function byItem(items: readonly Coming[]): MovingIn['moved'] {
  return Object.fromEntries(
    items.map(({ itemId, videoId, uploadId, origin }) => [itemId, { videoId, uploadId, origin }]),
  );
}

function without<Value>(all: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));
}

function decide(command: Command, state: MovingIn): readonly Event[] {
  switch (command.type) {
    case 'AddArchive':
      return addArchive(command.data, state);
    case 'RecordContents':
      return recordContents(command.data, state);
    case 'MoveIn':
      return moveIn(command.data, state);
    case 'StopMove': {
      const { userId, at } = command.data;
      const stopped = stop(userId, at, state);
      return stopped.length > 0 ? stopped : [rejected(userId, 'nothing-to-stop')];
    }
    case 'RecordMoved': {
      const { userId, itemId, videoId, uploadId } = command.data;
      const before = state.moved[itemId];
      if (before?.videoId === videoId || state.refused.includes(videoId)) return [];
      return state.isClosed || before
        ? [events.LateVideoRefused({ userId, itemId, videoId, uploadId })]
        : [events.ItemMovedIn(command.data)];
    }
    case 'RecordNotMoved':
      return isUnderWay(command.data, state) ? [events.ItemNotMovedIn(command.data)] : [];
    case 'DropLeftovers':
      return dropLeftovers(command.data, state);
    case 'ForgetVideo': {
      const { userId, videoId } = command.data;
      const entry = Object.entries(state.moved).find(([, moved]) => moved.videoId === videoId);
      return entry ? [events.VideoForgotten({ userId, itemId: entry[0], videoId })] : [];
    }
    case 'RemoveArchives':
      return removeArchives(command.data.userId, command.data.at, 'asked', state);
    case 'ExpireArchives': {
      const { userId, readingId } = command.data;
      return state.readingId === readingId ? removeArchives(userId, command.time.toISOString(), 'expired', state) : [];
    }
    case 'CloseMovingIn': {
      const { userId } = command.data;
      if (state.isClosed) return [];
      const closed = events.MovingInClosed({ userId, uploadIds: uploadIdsOf(state) });
      return [...stop(userId, command.time.toISOString(), state), closed];
    }
  }
}

/** Returns whether this choice of an item has not ended. It may have been stopped, and the item chosen again. */
function isUnderWay({ itemId, uploadId }: DataOf<'RecordNotMoved'>, { chosen }: MovingIn): boolean {
  const current = chosen[itemId];
  return current !== undefined && (uploadId === undefined || uploadId === current.uploadId);
}

function rejected(userId: string, reason: MovingInReason, uploadId?: string): Event {
  return events.MovingInRejected({ userId, reason, ...(uploadId && { uploadId }) });
}

function uploadIdsOf({ archives }: MovingIn): string[] {
  return archives.map(({ uploadId }) => uploadId);
}

function addArchive(command: DataOf<'AddArchive'>, state: MovingIn): readonly Event[] {
  const { userId, uploadId, fileName, bytes, addedAt } = command;
  if (uploadIdsOf(state).includes(uploadId)) return [];
  if (state.isClosed) return [rejected(userId, 'closed', uploadId)];
  if (state.archives.length >= ARCHIVES_MAX) return [rejected(userId, 'too-many-archives', uploadId)];
  const archives = [...state.archives, { uploadId, fileName, bytes }];
  const expiresAt = new Date(Date.parse(addedAt) + ARCHIVE_DAYS * 24 * 3600_000).toISOString();
  const readingId = uuidFrom(`reading ${uploadId}`, userId);
  return [events.ArchiveAdded(command), events.ReadingStarted({ userId, readingId, archives, expiresAt })];
}

function recordContents(command: DataOf<'RecordContents'>, state: MovingIn): readonly Event[] {
  const { userId, readingId, items, problems } = command;
  if (state.readingId !== readingId || state.isRead) return [];
  const known = items.map((item) => {
    const videoId = movedAs(item, state);
    return videoId === null ? item : { ...item, videoId };
  });
  return [
    events.ContentsRead({ userId, readingId, itemCount: items.length, problems }),
    ...parts(known).map((part) => events.ItemsFound({ userId, readingId, items: part })),
  ];
}

/** Returns the video that an item has become already, from this file or from another one of the same video. */
function movedAs({ itemId, origin }: Pick<Coming, 'itemId' | 'origin'>, { moved }: MovingIn): string | null {
  const same = moved[itemId] ?? Object.values(moved).find((each) => each.origin !== null && each.origin === origin);
  return same?.videoId ?? null;
}

function moveIn(command: DataOf<'MoveIn'>, state: MovingIn): readonly Event[] {
  const { userId, moveId, readingId, itemIds, at } = command;
  if (state.isClosed) return [rejected(userId, 'closed')];
  if (!state.isRead) return [rejected(userId, 'not-read')];
  if (state.readingId !== readingId) return [rejected(userId, 'read-again')];
  const origins = new Set(Object.values(state.chosen).map(({ origin }) => origin));
  const items: Coming[] = [];
  for (const itemId of new Set(itemIds)) {
    const found = state.found[itemId];
    if (!found || state.chosen[itemId] || movedAs({ itemId, ...found }, state) !== null) continue;
    const { origin } = found;
    if (origin !== null && origins.has(origin)) continue;
    origins.add(origin);
    const uploadId = uuidFrom(`upload ${itemId}`, moveId).replaceAll('-', '');
    items.push({ itemId, origin, videoId: uuidFrom(`video ${itemId}`, moveId), uploadId });
  }
  if (items.length === 0) return [rejected(userId, 'nothing-chosen')];
  const { archives } = state;
  return parts(items).map((part) =>
    events.ItemsChosen({ userId, moveId, readingId, archives: [...archives], items: part, at }),
  );
}

function parts<Value>(all: readonly Value[]): Value[][] {
  const count = Math.ceil(all.length / PART_ITEMS);
  return Array.from({ length: count }, (_, index) => all.slice(index * PART_ITEMS, (index + 1) * PART_ITEMS));
}

function stop(userId: string, at: string, { chosen }: MovingIn): readonly Event[] {
  const items = Object.entries(chosen).map(([itemId, each]) => ({ itemId, ...each }));
  return items.length > 0 ? [events.MoveStopped({ userId, items, at })] : [];
}

/** A job may have handed a file over in the moment in which it was stopped. Then the file belongs to its video. */
function dropLeftovers({ userId, uploadIds }: DataOf<'DropLeftovers'>, { stopped }: MovingIn): readonly Event[] {
  const left = stopped.filter((uploadId) => uploadIds.includes(uploadId));
  return left.length > 0 ? [events.LeftoversDropped({ userId, uploadIds: left })] : [];
}

function removeArchives(userId: string, at: string, because: 'asked' | 'expired', state: MovingIn): readonly Event[] {
  if (state.archives.length === 0) return [];
  const uploadIds = uploadIdsOf(state);
  return [...stop(userId, at, state), events.ArchivesRemoved({ userId, uploadIds, because })];
}
