import type { FactOf } from '@message-db/runtime';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { posterColumns, posterPatch } from './poster-columns';
import { boolean, float8, known, text, timestamptz, uuid, type WriteOf } from './table';

/** The columns of what lists show of a video, and of whether everybody can find it, for a table of videos. */
export const cardColumns = {
  ownerId: known(uuid()),
  name: known(text()),
  durationSeconds: float8(),
  uploadId: known(text()),
  ...posterColumns,
  isPlayable: boolean('NOT NULL DEFAULT false'),
  /** Published, and not unlisted. */
  isListed: boolean('NOT NULL DEFAULT false'),
  publishedAt: known(timestamptz()),
} as const;

type CardPatch = { readonly [Name in keyof typeof cardColumns]?: WriteOf<(typeof cardColumns)[Name]> };

/** Resets all columns about the previous file. */
const NEW_FILE: CardPatch = { durationSeconds: null, filePosterWidths: null, isPlayable: false };

/** Returns the changes of these columns by an event of a video; null if there are none. */
export function cardPatch(event: FactOf<typeof videoPublishing>): CardPatch | null {
  switch (event.type) {
    case 'VideoDrafted': {
      const { ownerId, name } = event.data;
      return { ...NEW_FILE, isListed: false, ownerId, name };
    }
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      // Without a name it is another file of the same video.
      return { ...NEW_FILE, ownerId, uploadId, ...(name !== undefined && { name, isListed: false }) };
    }
    case 'VideoProbed':
      return { durationSeconds: event.data.durationSeconds };
    case 'PosterMade':
    case 'StillsMade':
    case 'PosterShown':
    case 'PosterDropped':
      return posterPatch(event);
    case 'RenditionReady':
      return { isPlayable: true };
    case 'VideoPublished':
      return { isListed: event.data.visibility !== 'unlisted', publishedAt: event.data.publishedAt };
    case 'VideoUnpublished':
      return { isListed: false };
    case 'VideoNamed':
      return { name: event.data.name };
    case 'FileReplaced': {
      const { uploadId, durationSeconds, posterWidths } = event.data;
      return { uploadId, durationSeconds, filePosterWidths: posterWidths, isPlayable: true };
    }
    default:
      return null;
  }
}
