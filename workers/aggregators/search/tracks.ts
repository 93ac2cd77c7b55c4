import type { FactOf, Statement } from '@message-db/runtime';
import { searchConfigurationOf } from '@/text/search-configurations';
import { wordsOf } from '@/text/search-words';
import type { captioning, KeptLine } from '@/workers/captioning/contract';
import { sameCase, sorted } from '../statements';
import type { Patch } from '../table';
import { tracks, type SaidLine } from './tables';

type CaptionsEvent = FactOf<typeof captioning>;

/** What a batch of events does to a track. */
interface TrackChange {
  readonly videoId: string;
  patch: Pick<Patch<typeof tracks>, 'language' | 'configuration' | 'isRemoved'>;
  /** Earlier lines are gone. */
  isCleared: boolean;
  /** Null: removed. */
  readonly lines: Map<number, SaidLine | null>;
}

function saidLineOf({ start, text }: KeptLine): SaidLine {
  const terms = wordsOf(text).join(' ');
  return terms === text ? [start, text] : [start, text, terms];
}

/** What a batch of events does, in order. A closed video loses what it had; what follows starts empty. */
function fold(events: readonly CaptionsEvent[]): { closed: string[]; changes: Map<string, TrackChange> } {
  const closed = new Set<string>();
  const changes = new Map<string, TrackChange>();
  const changeOf = (data: { readonly videoId: string; readonly trackId: string }) => {
    const [id, videoId] = [sameCase(data.trackId), sameCase(data.videoId)];
    const change = changes.get(id) ?? { videoId, patch: {}, isCleared: false, lines: new Map() };
    changes.set(id, change);
    return change;
  };
  for (const event of events) {
    switch (event.type) {
      case 'CaptioningClosed': {
        const videoId = sameCase(event.data.videoId);
        closed.add(videoId);
        for (const [id, change] of changes) if (change.videoId === videoId) changes.delete(id);
        break;
      }
      case 'TrackAdded':
      case 'TrackDescribed': {
        const { language } = event.data;
        const change = changeOf(event.data);
        change.patch = { ...change.patch, language, configuration: searchConfigurationOf(language) };
        if (event.type === 'TrackAdded') change.patch = { ...change.patch, isRemoved: false };
        break;
      }
      case 'TrackRemoved':
      case 'TrackRestored': {
        const change = changeOf(event.data);
        change.patch = { ...change.patch, isRemoved: event.type === 'TrackRemoved' };
        break;
      }
      case 'LinesReplaced': {
        const change = changeOf(event.data);
        change.isCleared = true;
        change.lines.clear();
        break;
      }
      case 'LinesWritten':
      case 'LinesEdited': {
        const { lines } = changeOf(event.data);
        if (event.type === 'LinesEdited') for (const id of event.data.removed) lines.set(id, null);
        const written = event.type === 'LinesEdited' ? event.data.written : event.data.lines;
        for (const line of written) lines.set(line.lineId, saidLineOf(line));
        break;
      }
    }
  }
  return { closed: [...closed].sort(), changes };
}

/** Returns the statements that change the tracks, and the videos that they belong to, each once and in order. */
export function changeTracks(events: readonly CaptionsEvent[]): { statements: Statement[]; videoIds: string[] } {
  const { closed, changes } = fold(events);
  const statements: Statement[] = [];
  if (closed.length > 0)
    statements.push({ text: `DELETE FROM ${tracks.name} WHERE video_id = ANY ($1::uuid[])`, values: [closed] });
  if (changes.size > 0) statements.push(writeTracks(changes));
  const videoIds = new Set([...closed, ...[...changes.values()].map(({ videoId }) => videoId)]);
  return { statements, videoIds: [...videoIds].sort() };
}

function writeTracks(changes: ReadonlyMap<string, TrackChange>): Statement {
  const rows = sorted(changes).map(([trackId, { videoId, patch, isCleared, lines }]) => ({
    ...{ track_id: trackId, video_id: videoId, is_cleared: isCleared, is_removed: patch.isRemoved },
    ...{ language: patch.language, configuration: patch.configuration },
    written: Object.fromEntries([...lines].filter(([, line]) => line !== null)),
    removed: [...lines].filter(([, line]) => line === null).map(([id]) => String(id)),
  }));
  return {
    text: `
      INSERT INTO ${tracks.name} AS track (track_id, video_id, language, configuration, is_removed, lines)
      SELECT change.track_id, change.video_id, coalesce(change.language, old.language),
        coalesce(change.configuration, old.configuration), coalesce(change.is_removed, old.is_removed, false),
        (CASE WHEN change.is_cleared THEN '{}' ELSE coalesce(old.lines, '{}') - change.removed END) || change.written
      FROM jsonb_to_recordset($1::jsonb) AS change (track_id uuid, video_id uuid, language text, configuration text,
        is_removed boolean, is_cleared boolean, removed text[], written jsonb)
      LEFT JOIN ${tracks.name} AS old USING (track_id)
      ON CONFLICT (track_id) DO UPDATE SET language = excluded.language, configuration = excluded.configuration,
        is_removed = excluded.is_removed, lines = excluded.lines`,
    values: [JSON.stringify(rows)],
  };
}
