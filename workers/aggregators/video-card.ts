import type { FactOf } from '@message-db/runtime';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { posterColumns, posterPatch } from './poster-columns';
import { boolean, float8, known, text, timestamptz, uuid, type WriteOf } from './table';

/** The columns of whose a video is, and of whether everybody can find and watch it, for a table of videos. */
export const findableColumns = {
  ownerId: known(uuid()),
  isPlayable: boolean('NOT NULL DEFAULT false'),
  /** Published, and not unlisted. */
  isListed: boolean('NOT NULL DEFAULT false'),
  publishedAt: known(timestamptz()),
} as const;

const { ownerId, ...whetherFindable } = findableColumns;

/** These, and the columns of what lists show of a video. */
export const cardColumns = {
  ownerId,
  name: known(text()),
  durationSeconds: float8(),
  uploadId: known(text()),
  ...posterColumns,
  ...whetherFindable,
} as const;

type VideoEvent = FactOf<typeof videoPublishing>;
type PatchOf<Columns> = { readonly [Name in keyof Columns]?: WriteOf<Columns[Name]> };
type CardPatch = PatchOf<typeof cardColumns>;

/** Returns the changes of `findableColumns` by an event of a video; null if there are none. */
export function findablePatch(event: VideoEvent): PatchOf<typeof findableColumns> | null {
  switch (event.type) {
    case 'VideoDrafted':
      return { ownerId: event.data.ownerId, isPlayable: false, isListed: false };
    case 'VideoUploaded': {
      const { name } = event.data;
      // Without a name it is another file of the same video.
      return { ownerId: event.data.ownerId, isPlayable: false, ...(name !== undefined && { isListed: false }) };
    }
    case 'RenditionReady':
      return { isPlayable: true };
    case 'VideoPublished':
      return { isListed: event.data.visibility !== 'unlisted', publishedAt: event.data.publishedAt };
    case 'VideoUnpublished':
      return { isListed: false };
    default:
      return null;
  }
}

/** What is not known of a new file. */
const NEW_FILE: CardPatch = { durationSeconds: null, filePosterWidths: null };

/** Returns the changes of `cardColumns` by an event of a video; null if there are none. */
export function cardPatch(event: VideoEvent): CardPatch | null {
  switch (event.type) {
    case 'VideoDrafted':
      return { ...findablePatch(event), ...NEW_FILE, name: event.data.name };
    case 'VideoUploaded': {
      const { uploadId, name } = event.data;
      return { ...findablePatch(event), ...NEW_FILE, uploadId, ...(name !== undefined && { name }) };
    }
    case 'VideoProbed':
      return { durationSeconds: event.data.durationSeconds };
    case 'PosterMade':
    case 'StillsMade':
    case 'PosterShown':
    case 'PosterDropped':
      return posterPatch(event);
    case 'VideoNamed':
      return { name: event.data.name };
    case 'FileReplaced': {
      const { uploadId, durationSeconds, posterWidths } = event.data;
      return { uploadId, durationSeconds, filePosterWidths: posterWidths, isPlayable: true };
    }
    default:
      return findablePatch(event);
  }
}
