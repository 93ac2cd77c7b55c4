import type { Chapter } from '@/text/chapters';
import type { FactOf, Statement } from '@message-db/runtime';
import { videoPublishing, type PosterSource } from '@/workers/video-publishing/contract';
import { historyOf } from '../history';
import { insertRows, sameCase } from '../statements';
import { bigint, jsonb, oneOf, table, timestamptz, uuid, type Table } from '../table';

/** The fields of a video whose changes are in its history. */
const FIELDS = [
  ...(['name', 'description', 'tags', 'category', 'language', 'licence', 'chapters', 'visibility'] as const),
  'poster',
  ...(['file', 'role'] as const),
] as const;

/**
 * The value of a field. A scheduled visibility ends with its time: `scheduled 2026-11-27T08:00:00.000Z`. A poster is
 * `picture`, `frame 4.5 <uploadId>`, or null if the site chose it. A file is `uploaded bowline.mp4`, or `replaced
 * bowline.mp4` if it took the place of one that could be watched. The role of a person is `admitted editor` or `dismissed
 * viewer`.
 */
export type FieldValue = string | readonly string[] | readonly Chapter[] | null;

/**
 * The history of what creators say about their videos: the value of one field from one event on. The value before is
 * that of the field's previous row.
 * @param videos the table of videos. People who see a video see its history.
 */
export function changesTable(videos: Pick<Table, 'name'>) {
  return table(
    'creators_videos_changes',
    {
      /** The global position of the event. */
      position: bigint('NOT NULL'),
      videoId: uuid('NOT NULL'),
      field: oneOf(FIELDS, 'NOT NULL'),
      value: jsonb<FieldValue>(),
      /** The person whose role it is. */
      personId: uuid(),
      /** Null: nobody, as at a scheduled time, or not recorded at that time. */
      userId: uuid(),
      at: timestamptz(),
    },
    {
      key: ['position'],
      rule: ({ videoId }) => `${videoId} IN (SELECT video_id FROM view.${videos.name})`,
      indexes: ({ videoId, field, position }) => [`(${videoId}, ${field}, ${position})`],
    },
  );
}

type VideoEvent = FactOf<typeof videoPublishing>;
type Changed = readonly [
  field: (typeof FIELDS)[number],
  value: FieldValue,
  by: { userId?: string; at?: string; personId?: string },
];

/** Returns the change of a field by an event, or null. */
function changeOf({ type, data }: VideoEvent): Changed | null {
  switch (type) {
    case 'VideoDrafted':
      return ['name', data.name, { userId: data.ownerId, at: data.draftedAt }];
    case 'VideoUploaded':
      return data.name === undefined
        ? ['file', `uploaded ${data.fileName}`, { userId: data.userId ?? data.ownerId, at: data.uploadedAt }]
        : ['name', data.name, { userId: data.ownerId, at: data.uploadedAt }];
    case 'FileReplaced':
      return ['file', `replaced ${data.fileName}`, { userId: data.userId, at: data.uploadedAt }];
    // The owner decides who may work on it.
    case 'CollaboratorAdmitted':
    case 'CollaboratorDismissed': {
      const { ownerId, collaboratorId, role, at } = data;
      const word = type === 'CollaboratorAdmitted' ? 'admitted' : 'dismissed';
      return ['role', `${word} ${role}`, { userId: ownerId, at, personId: collaboratorId }];
    }
    case 'VideoNamed':
      return ['name', data.name, data];
    case 'VideoDescribed':
      return ['description', data.description, data];
    case 'TagsChosen':
      return ['tags', data.tags, data];
    case 'CategoryChosen':
      return ['category', data.category, data];
    case 'LanguageChosen':
      return ['language', data.language, data];
    case 'LicenceChosen':
      return ['licence', data.licence, data];
    case 'ChaptersEdited':
      return ['chapters', data.chapters, data];
    case 'PosterShown':
      return ['poster', posterValue(data.source), data];
    case 'PosterDropped':
      // Nobody drops the frames of a file that is replaced.
      return data.userId === undefined ? null : ['poster', null, data];
    case 'PublicationRequested':
      return ['visibility', data.visibility ?? 'public', data];
    case 'VideoPublished':
      return ['visibility', data.visibility ?? 'public', { userId: data.userId, at: data.at ?? data.publishedAt }];
    case 'PublicationScheduled':
      return ['visibility', `scheduled ${data.publishAt}`, data];
    case 'VideoUnpublished':
    case 'ScheduledPublicationCancelled':
      return ['visibility', 'private', data];
    default:
      return null;
  }
}

/** Returns the value of a chosen poster. */
export function posterValue(source: PosterSource): string {
  return source.kind === 'frame' ? `frame ${source.seconds} ${source.uploadId}` : source.kind;
}

/** Adds the changes to the history. A purged video loses the history that it has by then. */
export function recordChanges(changes: ReturnType<typeof changesTable>, events: readonly VideoEvent[]): Statement[] {
  const { forget, found } = historyOf(changes, events, 'VideoPurged', changeOf);
  return [...forget, ...insertChanges(changes, found)];
}

function insertChanges(
  changes: ReturnType<typeof changesTable>,
  found: readonly { event: VideoEvent; change: Changed }[],
): Statement[] {
  return insertRows(
    changes,
    {
      position: found.map(({ event }) => event.globalPosition),
      videoId: found.map(({ event }) => sameCase(event.data.videoId)),
      field: found.map(({ change: [field] }) => field),
      value: found.map(({ change: [, value] }) => value),
      userId: found.map(({ change: [, , { userId }] }) => (userId === undefined ? null : sameCase(userId))),
      at: found.map(({ change: [, , { at }] }) => at ?? null),
      personId: found.map(({ change: [, , { personId }] }) => (personId === undefined ? null : sameCase(personId))),
    },
    { ifAbsent: true },
  );
}
