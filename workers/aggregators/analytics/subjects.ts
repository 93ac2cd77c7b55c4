import type { FactOf, Statement } from '@message-db/runtime';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { accessTable, sharedWithAsker } from '../access';
import { ASKER } from '../rules';
import { foldPatches, sameCase, upsert } from '../statements';
import { boolean, table, timestamptz, uuid, type Patch } from '../table';

/** The collaborators of videos. */
export const access = accessTable('analytics_access');

/**
 * What has analytics: videos, and the channels of their owners under the owner's id. Collaborators see those of a video
 * unless it is in the trash.
 */
export const subjects = table(
  'analytics_subjects',
  {
    subjectId: uuid('NOT NULL'),
    /** Null if no event of the video was read yet. */
    ownerId: uuid(),
    /** The counts of the video are part of those of its channel. */
    isInChannel: boolean('NOT NULL DEFAULT false'),
    deletedAt: timestamptz(),
  },
  {
    key: ['subjectId'],
    rule: ({ subjectId, ownerId, deletedAt }) =>
      `${ownerId} = ${ASKER} OR ${deletedAt} IS NULL AND ${sharedWithAsker(access, subjectId)}`,
    indexes: ({ ownerId }) => [`(${ownerId})`],
  },
);

/** The rule for rows about subjects that the asker may see. */
export function ofVisibleSubjects({ subjectId }: { subjectId: string }): string {
  return `${subjectId} IN (SELECT ${subjects.names.subjectId} FROM view.${subjects.name})`;
}

type VideoEvent = FactOf<typeof videoPublishing>;

function patchOf({ type, data }: VideoEvent): Patch<typeof subjects> | null {
  if (type === 'VideoDeleted') return { deletedAt: data.deletedAt };
  if (type === 'VideoRestored') return { deletedAt: null };
  return 'ownerId' in data && data.ownerId !== undefined ? { ownerId: data.ownerId } : null;
}

/** A table whose rows of videos are added to those of their channels. */
export interface SummedTable {
  readonly name: string;
  /** Its columns besides the subject, in SQL. */
  readonly columns: string;
  /** Returns the statement that adds rows to the table. @param select a query of rows with all columns. */
  readonly add: (select: string, values: readonly unknown[]) => Statement;
}

/**
 * Notes the owners of videos. A video whose owner becomes known joins the channel, with all that was counted until then:
 * viewings are read independently and may come first.
 */
export function changeSubjects(events: readonly VideoEvent[], summed: readonly SummedTable[]): Statement[] {
  const patches = foldPatches(events, ({ data }) => data.videoId, patchOf);
  const owned = [...patches].flatMap(([videoId, { ownerId }]) =>
    ownerId ? [{ videoId, ownerId: sameCase(ownerId) }] : [],
  );
  const videoIds = owned.map(({ videoId }) => videoId).sort();
  const channels = new Map(owned.map(({ ownerId }) => [ownerId, { ownerId }]));
  const { subjectId, ownerId, isInChannel } = subjects.names;
  const isNew = `${subjectId} = ANY($1::uuid[]) AND NOT ${isInChannel}`;
  return [
    ...upsert(subjects, new Map([...patches, ...channels])),
    ...(videoIds.length === 0
      ? []
      : [
          ...summed.map(({ name, add, columns }) =>
            add(
              `SELECT subject.${ownerId} AS subject_id, ${columns}
               FROM ${subjects.name} AS subject JOIN ${name} AS counted USING (${subjectId}) WHERE ${isNew}`,
              [videoIds],
            ),
          ),
          { text: `UPDATE ${subjects.name} SET ${isInChannel} = true WHERE ${isNew}`, values: [videoIds] },
        ]),
  ];
}

/**
 * Makes rows for the videos of viewings, and locks them: an event that tells a video's owner is projected before or after
 * these viewings are counted, and never meanwhile.
 */
export function lockSubjects(videoIds: readonly string[]): Statement[] {
  if (videoIds.length === 0) return [];
  const { subjectId } = subjects.names;
  return [
    {
      text: `
        INSERT INTO ${subjects.name} (${subjectId}) SELECT unnest($1::uuid[])
        ON CONFLICT (${subjectId}) DO UPDATE SET ${subjectId} = excluded.${subjectId}`,
      values: [[...videoIds].sort()],
    },
  ];
}

/**
 * Returns SQL that selects rows about videos, and those of the channels that these videos are part of.
 * @param added a query of rows with a column `video_id`. @param columns its other columns.
 */
export function withChannels(added: string, columns: string): string {
  const { subjectId, ownerId, isInChannel } = subjects.names;
  return `
    WITH added AS MATERIALIZED (${added})
    SELECT video_id AS subject_id, ${columns} FROM added
    UNION ALL
    SELECT subject.${ownerId}, ${columns}
    FROM added JOIN ${subjects.name} AS subject ON subject.${subjectId} = added.video_id AND subject.${isInChannel}`;
}
