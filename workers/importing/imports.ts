import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent, Snapshots } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { ARCHIVE_DAYS, ARCHIVES_MAX, importing, PART_ITEMS, type ChosenItem, type ImportReason } from './contract';

type Command = CommandOf<typeof importing>;
type Event = NewEventOf<typeof importing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = importing;

const chosenItem = z.object({ videoId: z.string(), uploadId: z.string(), origin: z.string().nullable() }).readonly();
const schema = z
  .object({
    archives: z
      .array(z.object({ uploadId: z.string(), fileName: z.string(), bytes: z.number() }).readonly())
      .readonly(),
    /** The latest scan of the archives; null without archives. */
    scanId: z.string().nullable(),
    isScanned: z.boolean(),
    /** When the archives are deleted automatically; null without archives. */
    expiresAt: z.string().nullable(),
    /** The items that the latest scan found and that can be imported. */
    found: z.record(z.string(), z.object({ origin: z.string().nullable() }).readonly()).readonly(),
    /** The items that were chosen and are not imported yet. */
    chosen: z.record(z.string(), chosenItem).readonly(),
    /** The items that were imported. */
    imported: z.record(z.string(), chosenItem).readonly(),
    /** The uploads of stopped items, whose files may still exist. */
    stopped: z.array(z.string()).readonly(),
    /** Second videos of items that had been imported already. */
    refused: z.array(z.string()).readonly(),
    isClosed: z.boolean(),
  })
  .readonly();

/** A person's archives, and what was imported from them. */
export type Imports = z.output<typeof schema>;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<Imports> = { version: 2, schema };

/** Decides about the imports of one person. */
export const importsDecider: Decider<Imports, Command, Event, EventOf<typeof importing>> = {
  initialState: {
    ...{ archives: [], scanId: null, isScanned: false, found: {}, chosen: {}, imported: {}, stopped: [], refused: [] },
    ...{ expiresAt: null, isClosed: false },
  },
  snapshots,
  evolve,
  decide,
};

function evolve(state: Imports, event: PastEvent<EventOf<typeof importing>>): Imports {
  switch (event.type) {
    case 'ArchiveAdded': {
      const { uploadId, fileName, bytes } = event.data;
      return { ...state, archives: [...state.archives, { uploadId, fileName, bytes }] };
    }
    case 'ScanStarted':
      return { ...state, scanId: event.data.scanId, isScanned: false, found: {}, expiresAt: event.data.expiresAt };
    case 'ScanCompleted':
      return { ...state, isScanned: true };
    case 'ItemsFound': {
      const possible = event.data.items.filter((item) => item.refusal === null);
      const found = possible.map(({ itemId, origin }) => [itemId, { origin }] as const);
      return { ...state, found: { ...state.found, ...Object.fromEntries(found) } };
    }
    case 'ItemsChosen':
      return {
        ...state,
        chosen: { ...state.chosen, ...byItem(event.data.items) },
        stopped: butNot(
          state.stopped,
          event.data.items.map(({ uploadId }) => uploadId),
        ),
      };
    case 'ItemImported': {
      const chosen = without(state.chosen, [event.data.itemId]);
      const stopped = state.stopped.filter((uploadId) => uploadId !== event.data.uploadId);
      return { ...state, chosen, stopped, imported: { ...state.imported, ...byItem([event.data]) } };
    }
    case 'ItemImportFailed':
      return { ...state, chosen: without(state.chosen, [event.data.itemId]) };
    case 'ImportStopped':
      return {
        ...state,
        chosen: without(
          state.chosen,
          event.data.items.map(({ itemId }) => itemId),
        ),
        stopped: [...new Set([...state.stopped, ...event.data.items.map(({ uploadId }) => uploadId)])],
      };
    case 'LeftoversDropped':
      return { ...state, stopped: butNot(state.stopped, event.data.uploadIds) };
    case 'VideoForgotten':
      return { ...state, imported: without(state.imported, [event.data.itemId]) };
    case 'ArchiveRemoved':
      return { ...state, archives: state.archives.filter(({ uploadId }) => uploadId !== event.data.uploadId) };
    case 'ArchivesRemoved':
      return { ...state, archives: [], scanId: null, isScanned: false, found: {}, chosen: {}, expiresAt: null };
    case 'ImportingClosed':
      return { ...importsDecider.initialState, stopped: state.stopped, isClosed: true };
    case 'LateVideoRefused':
      if (state.imported[event.data.itemId]) return { ...state, refused: [...state.refused, event.data.videoId] };
      return { ...state, imported: { ...state.imported, ...byItem([{ ...event.data, origin: null }]) } };
    default:
      return state;
  }
}

function byItem(items: readonly ChosenItem[]): Imports['imported'] {
  return Object.fromEntries(
    items.map(({ itemId, videoId, uploadId, origin }) => [itemId, { videoId, uploadId, origin }]),
  );
}

function without<Value>(all: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  const left = { ...all };
  for (const key of keys) delete left[key];
  return left;
}

function butNot(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = new Set(some);
  return all.filter((each) => !left.has(each));
}

function decide(command: Command, state: Imports): readonly Event[] {
  switch (command.type) {
    case 'AddArchive':
      return addArchive(command.data, state);
    case 'RecordScan':
      return recordScan(command.data, state);
    case 'ImportItems':
      return importItems(command.data, state);
    case 'StopImport': {
      const { userId, at } = command.data;
      const stopped = stop(userId, at, state);
      return stopped.length > 0 ? stopped : [rejected(userId, 'nothing-to-stop')];
    }
    case 'RecordImport':
      return recordImport(command.data, command.time.toISOString(), state);
    case 'RecordImportFailure':
      return isUnderWay(command.data, state) ? [events.ItemImportFailed(command.data)] : [];
    case 'DropLeftovers':
      return dropLeftovers(command.data, state);
    case 'ForgetVideo': {
      const { userId, videoId } = command.data;
      const items = Object.entries(state.imported).filter(([, item]) => item.videoId === videoId);
      return items.map(([itemId]) => events.VideoForgotten({ userId, itemId, videoId }));
    }
    case 'RemoveArchives':
      return removeArchives(command.data.userId, command.data.at, 'asked', state);
    case 'RemoveArchive':
      return removeArchive(command.data, state);
    case 'ExpireArchives': {
      const { userId, scanId } = command.data;
      return state.scanId === scanId ? removeArchives(userId, command.time.toISOString(), 'expired', state) : [];
    }
    case 'CloseImporting': {
      const { userId } = command.data;
      if (state.isClosed) return [];
      const closed = events.ImportingClosed({ userId, uploadIds: uploadIdsOf(state) });
      return [...stop(userId, command.time.toISOString(), state), closed];
    }
  }
}

/** Returns whether this attempt is the current one. It may have been stopped, and the item chosen again. */
function isUnderWay({ itemId, uploadId }: DataOf<'RecordImportFailure'>, { chosen }: Imports): boolean {
  return chosen[itemId]?.uploadId === uploadId;
}

function rejected(userId: string, reason: ImportReason, uploadId?: string): Event {
  return events.ImportRejected({ userId, reason, ...(uploadId && { uploadId }) });
}

function uploadIdsOf({ archives }: Imports): string[] {
  return archives.map(({ uploadId }) => uploadId);
}

function addArchive(command: DataOf<'AddArchive'>, state: Imports): readonly Event[] {
  const { userId, uploadId, fileName, bytes, addedAt } = command;
  if (uploadIdsOf(state).includes(uploadId)) return [];
  if (state.isClosed) return [rejected(userId, 'closed', uploadId)];
  if (state.archives.length >= ARCHIVES_MAX) return [rejected(userId, 'too-many-archives', uploadId)];
  const archives = [...state.archives, { uploadId, fileName, bytes }];
  const expiresAt = new Date(Date.parse(addedAt) + ARCHIVE_DAYS * 24 * 3600_000).toISOString();
  const scanId = uuidFrom(`scan ${uploadId}`, userId);
  return [events.ArchiveAdded(command), events.ScanStarted({ userId, scanId, archives, expiresAt })];
}

function recordScan(command: DataOf<'RecordScan'>, state: Imports): readonly Event[] {
  const { userId, scanId, items, problems } = command;
  if (state.scanId !== scanId || state.isScanned) return [];
  const importedAs = knownVideos(state);
  const known = items.map((item) => {
    const videoId = importedAs(item);
    return videoId === null ? item : { ...item, videoId };
  });
  return [
    events.ScanCompleted({ userId, scanId, itemCount: items.length, problems }),
    ...parts(known).map((part) => events.ItemsFound({ userId, scanId, items: part })),
  ];
}

type Known = Pick<ChosenItem, 'itemId' | 'origin'>;

/**
 * Returns a function that finds the video as which an item was imported before, from this file or another file of the
 * same video, in constant time. It returns null for another item.
 */
function knownVideos({ imported }: Imports): (item: Known) => string | null {
  // Of several, the first.
  const byOrigin = new Map(
    Object.values(imported)
      .toReversed()
      .map(({ origin, videoId }) => [origin, videoId]),
  );
  return ({ itemId, origin }) => imported[itemId]?.videoId ?? (origin === null ? null : (byOrigin.get(origin) ?? null));
}

function importItems(command: DataOf<'ImportItems'>, state: Imports): readonly Event[] {
  const { userId, importId, scanId, itemIds, at } = command;
  if (state.isClosed) return [rejected(userId, 'closed')];
  if (!state.isScanned) return [rejected(userId, 'not-scanned')];
  if (state.scanId !== scanId) return [rejected(userId, 'scanned-again')];
  const importedAs = knownVideos(state);
  const origins = new Set(Object.values(state.chosen).map(({ origin }) => origin));
  const items: ChosenItem[] = [];
  for (const itemId of new Set(itemIds)) {
    const found = state.found[itemId];
    if (!found || state.chosen[itemId] || importedAs({ itemId, ...found }) !== null) continue;
    const { origin } = found;
    if (origin !== null && origins.has(origin)) continue;
    origins.add(origin);
    const uploadId = uuidFrom(`upload ${itemId}`, importId).replaceAll('-', '');
    items.push({ itemId, origin, videoId: uuidFrom(`video ${itemId}`, importId), uploadId });
  }
  if (items.length === 0) return [rejected(userId, 'nothing-chosen')];
  const { archives } = state;
  return parts(items).map((part) =>
    events.ItemsChosen({ userId, importId, scanId, archives: [...archives], items: part, at }),
  );
}

function recordImport(command: DataOf<'RecordImport'>, at: string, state: Imports): readonly Event[] {
  const { userId, itemId, videoId, uploadId } = command;
  const earlier = state.imported[itemId];
  if (earlier?.videoId === videoId || state.refused.includes(videoId)) return [];
  if (state.isClosed || earlier) return [events.LateVideoRefused({ userId, itemId, videoId, uploadId })];
  const imported = events.ItemImported(command);
  const current = state.chosen[itemId];
  if (!current || current.uploadId === uploadId) return [imported];
  // The item was stopped and chosen again while this job finished. The job of the new choice may have stored a file.
  return [events.ImportStopped({ userId, items: [{ itemId, ...current }], at }), imported];
}

function parts<Value>(all: readonly Value[]): Value[][] {
  const count = Math.ceil(all.length / PART_ITEMS);
  return Array.from({ length: count }, (_, index) => all.slice(index * PART_ITEMS, (index + 1) * PART_ITEMS));
}

function stop(userId: string, at: string, { chosen }: Imports): readonly Event[] {
  const items = Object.entries(chosen).map(([itemId, each]) => ({ itemId, ...each }));
  return items.length > 0 ? [events.ImportStopped({ userId, items, at })] : [];
}

/** A job may have finished just as it was stopped. Then the file belongs to its video, and is kept. */
function dropLeftovers({ userId, uploadIds }: DataOf<'DropLeftovers'>, { stopped }: Imports): readonly Event[] {
  const named = new Set(uploadIds);
  const left = stopped.filter((uploadId) => named.has(uploadId));
  return left.length > 0 ? [events.LeftoversDropped({ userId, uploadIds: left })] : [];
}

function removeArchives(userId: string, at: string, because: 'asked' | 'expired', state: Imports): readonly Event[] {
  if (state.archives.length === 0) return [];
  const uploadIds = uploadIdsOf(state);
  return [...stop(userId, at, state), events.ArchivesRemoved({ userId, uploadIds, because })];
}

/**
 * Removes one of a person's archives. The others are scanned again, because it may have described their videos; the last
 * one takes the scan along. What is not imported yet may be from any of them, so it is stopped.
 */
function removeArchive({ userId, uploadId, at }: DataOf<'RemoveArchive'>, state: Imports): readonly Event[] {
  const archives = state.archives.filter((each) => each.uploadId !== uploadId);
  if (archives.length === state.archives.length) return [];
  if (archives.length === 0) return removeArchives(userId, at, 'asked', state);
  const scanId = uuidFrom(`scan without ${uploadId}`, userId);
  return [
    ...stop(userId, at, state),
    events.ArchiveRemoved({ userId, uploadId }),
    events.ScanStarted({ userId, scanId, archives, expiresAt: state.expiresAt ?? at }),
  ];
}
