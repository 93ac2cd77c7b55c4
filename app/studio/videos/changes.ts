import 'server-only';
import type { NewMessage } from '@message-db/client';
import { sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { rejectionSentence } from '@/app/studio/sentences';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { videosById, type NamedVideo } from '../_queries/videos-by-id';
import type { Was } from './just-changed';

const { EditDetails, UnpublishVideo, DeleteVideo, RestoreVideo, DeleteForEver } = videoPublishing.commands;

/** A change that a creator makes to several videos at once. */
interface Change {
  readonly command: (videoId: string, userId: string, now: string) => NewMessage;
  /** Whether a video is already as the change would leave it. */
  readonly isDone: (video: NamedVideo) => boolean;
  /** What the videos are then: "published". */
  readonly done: string;
}

const isPublished = ({ publication }: NamedVideo) => publication === 'published' || publication === 'requested';
const isDeleted = ({ deletedAt }: NamedVideo) => deletedAt !== null;

export const CHANGES = {
  publish: {
    command: (videoId, userId) => EditDetails({ videoId, userId, visibility: 'public' }),
    isDone: isPublished,
    done: 'published',
  },
  unpublish: {
    command: (videoId, userId) => UnpublishVideo({ videoId, userId }),
    isDone: (video) => !isPublished(video),
    done: 'unpublished',
  },
  delete: {
    command: (videoId, userId, requestedAt) => DeleteVideo({ videoId, userId, requestedAt }),
    isDone: isDeleted,
    done: 'in the trash',
  },
  restore: {
    command: (videoId, userId, requestedAt) => RestoreVideo({ videoId, userId, requestedAt }),
    isDone: (video) => !isDeleted(video),
    done: 'restored',
  },
  purge: {
    command: (videoId, userId) => DeleteForEver({ videoId, userId }),
    isDone: () => false,
    done: 'deleted for ever',
  },
} satisfies Record<string, Change>;
export type ChangeName = keyof typeof CHANGES;

/** What became of a change to several videos. */
export interface Changed {
  /** How many were changed, how many will be by themselves, and how many were already so. */
  readonly done: number;
  readonly queued: number;
  readonly already: number;
  /** A sentence for each that was refused, with its name. */
  readonly refused: readonly string[];
  /** Who could watch those videos that were not so already. */
  readonly was: readonly Was[];
}

/** Sends a change of each of these videos of a user, and waits until the studio shows them. */
export async function changeVideos(name: ChangeName, videoIds: readonly string[], userId: string): Promise<Changed> {
  const change: Change = CHANGES[name];
  const videos = await videosById(userId, videoIds);
  const now = new Date().toISOString();
  const outcomes = await Promise.all(
    videos.map(async (video): Promise<[NamedVideo, Outcome | null]> => {
      if (change.isDone(video)) return [video, null];
      const { videoId } = video;
      const command = change.command(videoId, userId, now);
      const options = { userId, aggregators: ['creators-videos'] };
      return [video, await sendAndWait(videoPublishing.commandStream(videoId), command, options)];
    }),
  );
  const count = (...statuses: (Outcome['status'] | undefined)[]) =>
    outcomes.filter(([, outcome]) => statuses.includes(outcome?.status)).length;
  return {
    done: count('done'),
    queued: count('queued', 'parked'),
    already: count(undefined),
    refused: outcomes.flatMap(([video, outcome]) =>
      outcome?.status === 'rejected' ? [`“${video.name}”: ${rejectionSentence(outcome.rejection)}`] : [],
    ),
    was: outcomes.flatMap(([video, outcome]) => (outcome === null ? [] : [wasOf(video)])),
  };
}

function wasOf({ videoId, visibility, scheduledAt }: NamedVideo): Was {
  return { videoId, visibility, publishAt: visibility === 'scheduled' ? (scheduledAt?.toISOString() ?? null) : null };
}

/**
 * Returns those of the videos that still are as a publication, or its end, has left them, with who could watch them
 * before it.
 */
export async function undoable(change: 'publish' | 'unpublish', was: readonly Was[], userId: string): Promise<Was[]> {
  const videos = await videosById(
    userId,
    was.map(({ videoId }) => videoId),
  );
  const left = new Set(
    videos
      .filter((video) => CHANGES[change].isDone(video) && !isDeleted(video))
      .filter(({ scheduledAt }) => scheduledAt === null)
      .map(({ videoId }) => videoId),
  );
  return was.filter(({ videoId }) => left.has(videoId));
}

/** Lets those watch the videos again who could before, and waits until the studio shows it. @returns what was refused. */
export async function undoPublicityOf(was: readonly Was[], userId: string): Promise<string[]> {
  const outcomes = await Promise.all(
    was.map(({ videoId, visibility, publishAt }) =>
      sendAndWait(
        videoPublishing.commandStream(videoId),
        EditDetails({ videoId, userId, visibility, ...(publishAt !== null && { publishAt }) }),
        { userId, aggregators: ['creators-videos'] },
      ),
    ),
  );
  const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [rejectionSentence(each.rejection)] : []));
  return [...new Set(refused)];
}

/** Says what became of a change, in sentences, one a line. */
export function describeChanged(name: ChangeName, { done, queued, already, refused }: Changed): string {
  const { done: state } = CHANGES[name];
  const all = done + queued + refused.length;
  const videos = (count: number) => (count === 1 ? '1 video is' : `${count} videos are`);
  return [
    ...(done > 0 ? [done === all ? `${videos(done)} ${state}.` : `${done} of ${videos(all)} ${state}.`] : []),
    ...(queued > 0 ? [`${queued === 1 ? '1 follows' : `${queued} follow`} by itself, because the site is busy.`] : []),
    ...(already > 0 ? [`${already === 1 ? '1 was' : `${already} were`} ${state} before.`] : []),
    ...refused,
  ].join('\n');
}
