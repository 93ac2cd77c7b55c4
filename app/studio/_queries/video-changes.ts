import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

type Row = Views['creators_videos_changes'];

/** A field of a video that has a history. */
export type ChangedField = Row['field'];
/** The value of a field: a text, the tags, or null if nothing is chosen. */
export type FieldValue = Row['value'];

/** One field's change. */
export interface VideoChange {
  /** Identifies the change; the higher, the later. */
  position: number;
  field: ChangedField;
  /** Null at the field's first change. */
  before: FieldValue;
  after: FieldValue;
  /** The person whose role it is; null for another field, and for somebody whose account is deleted. */
  personName: string | null;
  /** Null: it happened by itself, or it is not recorded who and when. */
  userId: string | null;
  userName: string | null;
  at: Date | null;
}

/** The number of changes that a page shows. */
export const CHANGES_MAX = 100;

/**
 * Returns the last changes of a video, newest first, for its owner or a collaborator.
 * @param upTo the position of the newest change to return; null for all.
 */
export async function videoChanges(userId: string, videoId: string, upTo: number | null): Promise<VideoChange[]> {
  return queryAs(
    { userId },
    views
      .selectFrom(
        views
          .selectFrom('creators_videos_changes')
          .where('videoId', '=', videoId)
          .select(['position', 'field', 'value', 'userId', 'at', 'personId'])
          .select(sql<FieldValue>`lag(value) OVER (PARTITION BY field, person_id ORDER BY position)`.as('before'))
          .as('change'),
      )
      .leftJoin('videos_creators as person', 'person.userId', 'change.userId')
      .leftJoin('videos_creators as subject', 'subject.userId', 'change.personId')
      .$if(upTo !== null, (all) => all.where('change.position', '<=', upTo!))
      // A video that is published as requested does not change its visibility.
      .where(sql<boolean>`change.before IS DISTINCT FROM change.value`)
      .orderBy('change.position', 'desc')
      .limit(CHANGES_MAX)
      .select(['change.position', 'change.field', 'change.before', 'change.value as after'])
      .select(['change.userId', 'change.at', 'person.name as userName', 'subject.name as personName']),
  );
}
