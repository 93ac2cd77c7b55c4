import { z } from 'zod';
import { VISIBILITIES, type Visibility } from '@/workers/video-publishing/contract';

/** Who could watch a video before a change of several videos. */
export interface Was {
  readonly videoId: string;
  readonly visibility: Visibility;
  /** Of a scheduled one. */
  readonly publishAt: string | null;
}

/** The most videos that one form changes. A page of the list has fewer. */
export const VIDEOS_MAX = 100;

const part = z
  .tuple([z.uuid().toLowerCase(), z.enum(VISIBILITIES), z.coerce.number().int().positive().max(8.64e15).optional()])
  .refine(([, visibility, time]) => (visibility === 'scheduled') === (time !== undefined));

/** Writes what videos were as a parameter of an address: `<videoId>_private.<videoId>_scheduled_1796000000000`. */
export function writeWas(all: readonly Was[]): string {
  return all
    .map(({ videoId, visibility, publishAt }) =>
      [videoId, visibility, ...(publishAt === null ? [] : [Date.parse(publishAt)])].join('_'),
    )
    .join('.');
}

/** Reads such a parameter. What it cannot read is left out. */
export function readWas(parameter: unknown): Was[] {
  if (typeof parameter !== 'string') return [];
  return parameter
    .split('.')
    .slice(0, VIDEOS_MAX)
    .flatMap((text) => {
      const [videoId, visibility, time] = part.safeParse(text.split('_')).data ?? [];
      if (videoId === undefined || visibility === undefined) return [];
      return [{ videoId, visibility, publishAt: time === undefined ? null : new Date(time).toISOString() }];
    });
}

/** What a video is now, as far as its publication goes. */
export interface Now {
  readonly name: string;
  readonly visibility: Visibility;
  readonly publication: 'draft' | 'requested' | 'published' | 'unpublished';
  readonly processing: 'no-file' | 'waiting' | 'running' | 'done' | 'failed';
}

/**
 * Says what became of the publication of videos, or of its end, in sentences, one a line: how many are as wanted, and
 * which are not and why. Pure.
 * @param videos as they are now.
 */
export function describePublicity(change: 'publish' | 'unpublish', videos: readonly Now[]): string {
  const isPublic = ({ publication }: Now) => publication === 'published';
  const waits = ({ publication }: Now) => publication === 'requested';
  if (change === 'unpublish') {
    const [still, ended] = divide(videos, (video) => isPublic(video) || waits(video));
    return lines(countOf(ended.length, videos.length, 'private'), [[still, () => 'can still be watched']]);
  }
  const [open, others] = divide(videos, isPublic);
  const [waiting, closed] = divide(others, waits);
  const [failed, rest] = divide(closed, ({ processing }) => processing === 'failed');
  const [withoutFile, inProgress] = divide(waiting, ({ processing }) => processing === 'no-file');
  return lines(countOf(open.length, videos.length, 'public'), [
    [inProgress, (one) => `${one ? 'is' : 'are'} still being processed, and will be public when ready`],
    [withoutFile, (one) => `${one ? 'has' : 'have'} no file yet, and will be public when ready`],
    [failed, (one) => `${one ? 'stays' : 'stay'} private, because the file couldn’t be processed`],
    [rest, (one) => `${one ? 'is' : 'are'} not public`],
  ]);
}

function countOf(count: number, of: number, state: string): string {
  if (count < of) return `${count} of ${of} ${of === 1 ? 'video is' : 'videos are'} ${state}.`;
  return count === 1 ? `1 video is ${state}.` : `${count} videos are ${state}.`;
}

/** @param rest the other videos by what they are, which says it of one or of several. */
function lines(first: string, rest: readonly (readonly [readonly Now[], (isOne: boolean) => string])[]): string {
  const others = rest.flatMap(([videos, what]) => {
    const names = videos.map(({ name }) => `“${name}”`).join(', ');
    return videos.length === 0 ? [] : [`${videos.length} ${what(videos.length === 1)}: ${names}.`];
  });
  return [first, ...others].join('\n');
}

function divide<Item>(all: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [all.filter(isFirst), all.filter((item) => !isFirst(item))];
}
