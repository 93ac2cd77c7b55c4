import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

type Row = Views['captions_changes'];

/** What one event did to a track of captions, without the lines. */
export interface TrackChange extends Pick<
  Row,
  'kind' | 'revision' | 'restores' | 'fileName' | 'source' | 'userId' | 'at'
> {
  /** Identifies the change; the higher, the later. */
  readonly position: number;
  /** The numbers of lines. */
  readonly written: number;
  readonly removed: number;
  readonly userName: string | null;
}

/** The most changes that a page shows. */
export const TRACK_CHANGES_MAX = 200;

/**
 * Returns the last changes of a track, newest first, for people who work on its video.
 * @param upTo the position of the newest change to return; null for all.
 */
export async function trackChanges(
  userId: string,
  { videoId, trackId, upTo }: { videoId: string; trackId: string; upTo: number | null },
): Promise<readonly TrackChange[]> {
  return queryAs(
    { userId },
    views
      .selectFrom('captions_changes as change')
      .leftJoin('videos_creators as person', 'person.userId', 'change.userId')
      .where('change.videoId', '=', videoId)
      .where('change.trackId', '=', trackId)
      .$if(upTo !== null, (all) => all.where('change.position', '<=', upTo!))
      .orderBy('change.position', 'desc')
      .limit(TRACK_CHANGES_MAX)
      .select(['change.position', 'change.kind', 'change.revision', 'change.restores', 'change.fileName'])
      .select(['change.source', 'change.userId', 'change.at', 'person.name as userName'])
      .select(sql<number>`jsonb_array_length(change.lines)`.as('written'))
      .select(sql<number>`jsonb_array_length(change.removed)`.as('removed')),
  );
}

/** What an event did to the lines of a track. */
export type LinesChange = Pick<Row, 'kind' | 'lines' | 'removed'>;

/**
 * Returns the changes that lead to the lines of a track at a revision, oldest first, beginning with the one that wrote
 * all of them. Empty if there is no such revision.
 */
export async function changesUpTo(
  userId: string,
  { videoId, trackId, revision }: { videoId: string; trackId: string; revision: number },
): Promise<readonly LinesChange[]> {
  const ofTrack = views.selectFrom('captions_changes').where('videoId', '=', videoId).where('trackId', '=', trackId);
  return queryAs(
    { userId },
    ofTrack
      .where('kind', 'in', ['added', 'replaced', 'edited', 'written'])
      .where(({ eb, ref }) =>
        eb(
          ref('position'),
          '>=',
          ofTrack
            .where('kind', 'in', ['added', 'replaced'])
            .where('revision', '<=', revision)
            .select((inner) => inner.fn.max('position').as('first')),
        ),
      )
      .where(({ eb, ref, fn, val }) =>
        eb(
          ref('position'),
          '<',
          fn.coalesce(
            ofTrack.where('revision', '>', revision).select((inner) => inner.fn.min('position').as('next')),
            val(Number.MAX_SAFE_INTEGER),
          ),
        ),
      )
      .orderBy('position')
      .select(['kind', 'lines', 'removed']),
  );
}
