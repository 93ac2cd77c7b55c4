import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ASKER, BY_MODERATOR } from '@/workers/aggregators/rules';
import { channel, imageProblem } from '@/workers/channel/contract';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { creatorsTable, nameCreators, namedCreators } from '../creators';
import { listed } from '../published';
import { deleteRows, foldPatches, foldRows, sameCase, upsert } from '../statements';
import { bigint, boolean, defineAggregator, integerArray, known, oneOf, table, text, uuid, type Patch } from '../table';
import type { Topic } from '../topics';
import { findableColumns, findablePatch } from '../video-card';

/** Which videos everybody can watch. */
const videos = table(
  'channels_videos',
  {
    videoId: uuid('NOT NULL'),
    ...findableColumns,
  },
  {
    key: ['videoId'],
    rule: (names) => `${listed(names)} AND ${names.isPlayable}`,
    indexes: ({ ownerId, isListed }) => [`(${ownerId}) WHERE ${isListed}`],
  },
);

/** A channel is visible to its person, to moderators, and to everybody once it has something to watch. */
function isPublic({ userId }: { userId: string }): string {
  return `${userId} = ${ASKER} OR ${BY_MODERATOR} OR EXISTS (
    SELECT FROM build.${videos.name} AS video WHERE video.${videos.names.ownerId} = ${userId} AND (${videos.rule}))`;
}

const creators = creatorsTable('channels_names');

/** What a creator has said and shown of themselves. A channel that was never edited has no row. */
const channelTable = table(
  'channels',
  {
    userId: uuid('NOT NULL'),
    /** Null for the name of the account. */
    name: text(),
    text: text(),
    /** JSON of `ChannelLink[]`. */
    links: text(),
    pictureId: uuid(),
    /** The widths of its copies, in pixels, the smallest first. */
    pictureWidths: integerArray(),
    isPicturePending: boolean(),
    /** Why the last file did not become the picture. */
    pictureProblem: oneOf(imageProblem.options),
    bannerId: uuid(),
    bannerWidths: integerArray(),
    isBannerPending: boolean(),
    bannerProblem: oneOf(imageProblem.options),
  },
  { key: ['userId'], rule: isPublic },
);

/** The handles that lead to channels. The newest claim of a person is their handle, and the others lead to it. */
const handles = table(
  'channels_handles',
  {
    handleId: uuid('NOT NULL'),
    userId: uuid('NOT NULL'),
    /** Null for a person who is forgotten. */
    handle: known(text()),
    /** A position; 0 for a handle that was made from the name, which counts less than any that a person chose. */
    claimedAt: bigint('NOT NULL'),
  },
  {
    key: ['handleId'],
    rule: isPublic,
    indexes: ({ userId, handle, claimedAt }) => [`(${userId}, ${claimedAt} DESC)`, `(${handle})`],
  },
);

type ChannelEvent = OpenedFactOf<typeof channel>;
type ChannelPatch = Patch<typeof channelTable>;

/** Returns the changes of a channel by an event of its own stream. */
function patchOf(event: ChannelEvent): ChannelPatch | 'delete' | null {
  switch (event.type) {
    case 'ChannelEdited': {
      const { name, text: words, links } = event.data;
      return {
        ...(name !== undefined && { name: name === '' ? null : name }),
        ...(words !== undefined && { text: words }),
        ...(links !== undefined && { links }),
      };
    }
    case 'ImageAdded':
      return event.data.kind === 'picture'
        ? { isPicturePending: true, pictureProblem: null }
        : { isBannerPending: true, bannerProblem: null };
    case 'ImageReady': {
      const { kind, imageId, widths } = event.data;
      return kind === 'picture'
        ? { pictureId: imageId, pictureWidths: widths, isPicturePending: false }
        : { bannerId: imageId, bannerWidths: widths, isBannerPending: false };
    }
    case 'ImageRejected': {
      const { kind, reason } = event.data;
      if (reason === 'channel-closed') return null;
      return kind === 'picture'
        ? { isPicturePending: false, pictureProblem: reason }
        : { isBannerPending: false, bannerProblem: reason };
    }
    case 'ImageRemoved':
      return event.data.kind === 'picture'
        ? { pictureId: null, pictureWidths: null, isPicturePending: false, pictureProblem: null }
        : { bannerId: null, bannerWidths: null, isBannerPending: false, bannerProblem: null };
    case 'ChannelClosed':
      return 'delete';
    default:
      return null;
  }
}

/** Each row follows one stream, so events of a channel and of its handles may come in any order. */
function changeChannels(events: readonly ChannelEvent[]): Statement[] {
  const { patches, deleted } = foldRows(events, ({ data }) => data.userId, patchOf);
  return [...deleteRows(channelTable, deleted), ...upsert(channelTable, patches)];
}

function changeHandles(events: readonly ChannelEvent[]): Statement[] {
  const ofHandles = events.filter((event) => event.type === 'HandleClaimed' || event.type === 'HandleReleased');
  const { patches, deleted } = foldRows(
    ofHandles,
    ({ data }) => data.handleId,
    (event): Patch<typeof handles> | 'delete' => {
      if (event.type === 'HandleReleased') return 'delete';
      const { userId, handle, attempt } = event.data;
      return {
        userId,
        ...(handle !== null && { handle }),
        claimedAt: attempt === undefined ? event.globalPosition : 0,
      };
    },
  );
  return [...deleteRows(handles, deleted), ...upsert(handles, patches)];
}

function changedChannels(events: readonly FactOf<typeof channel>[]): Topic[] {
  return events.map(({ data }) => `creator:${sameCase(data.userId)}` as const);
}

type VideoEvent = FactOf<typeof videoPublishing>;

function videoPatchOf(event: VideoEvent): Patch<typeof videos> | null {
  return event.type === 'VideoPurged' ? { isPlayable: false, isListed: false } : findablePatch(event);
}

/**
 * The pages of creators: their words, handles and pictures, and whether they have anything to watch, which makes them
 * public.
 */
export const channels = defineAggregator({
  name: 'channels',
  version: 4,
  tables: [videos, creators, channelTable, handles],
  projections: [
    personalEventsOf(identity, (events) => nameCreators(creators, events), namedCreators),
    personalEventsOf(channel, (events) => [...changeChannels(events), ...changeHandles(events)], changedChannels),
    eventsOf(
      videoPublishing,
      (events) =>
        upsert(
          videos,
          foldPatches(events, ({ data }) => data.videoId, videoPatchOf),
        ),
      // The first video of a creator makes their page public, and so the links to it on other pages.
      (events) =>
        events.some((event) => event.type !== 'VideoDrafted' && videoPatchOf(event)) ? ['home', 'published'] : [],
    ),
  ],
});
