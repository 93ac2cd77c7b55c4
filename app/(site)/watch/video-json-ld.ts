import type { Clip, VideoObject, WithContext } from 'schema-dts';
import type { Paragraph } from '@/app/_lib/captions/paragraphs';
import { absolute, absolutePlaylist, absolutePoster } from '@/app/_lib/media/addresses';
import { isListed } from '@/app/_lib/queries/video-conditions';
import { truncate } from '@/text/characters';
import type { Chapter } from '@/text/chapters';
import { LICENCE_TERMS } from '@/text/licences';
import { creatorPath, embedPath, watchPath } from '@/text/paths';
import { wholeSeconds } from '@/text/times';
import type { WatchVideo } from './_queries/playable-video';
import { summaryOf } from './video-metadata';

/** The most of a transcript that is repeated as data, in characters. */
const TRANSCRIPT_MAX = 20_000;

/**
 * Returns a video that everybody can find as data for search engines: with its chapters, and what is said in it. Null for
 * any other video. https://schema.org/VideoObject
 */
export function videoJsonLd(
  video: WatchVideo,
  chapters: readonly Chapter[],
  paragraphs: readonly Paragraph[],
): WithContext<VideoObject> | null {
  const { videoId, name, publishedAt, durationSeconds, creatorName } = video;
  if (!isListed(video) || !publishedAt) return null;
  const poster = absolutePoster(video);
  const { url: licence } = LICENCE_TERMS[video.licence];
  const length = Math.max(1, wholeSeconds(durationSeconds ?? 0));
  const transcript = truncate(paragraphs.map(([, text]) => text).join(' '), TRANSCRIPT_MAX);
  return {
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    '@id': `urn:uuid:${videoId}`,
    name,
    description: summaryOf(video),
    url: absolute(watchPath(video)),
    uploadDate: publishedAt.toISOString(),
    ...(poster !== null && { thumbnailUrl: poster }),
    ...(durationSeconds !== null && { duration: `PT${length}S` }),
    contentUrl: absolutePlaylist(video),
    embedUrl: absolute(embedPath(videoId)),
    author: {
      '@type': 'Person',
      name: creatorName,
      ...(video.creatorHandle !== null && { url: absolute(creatorPath(video.creatorHandle)) }),
    },
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: { '@type': 'WatchAction' },
      userInteractionCount: video.views,
    },
    ...(video.language !== null && { inLanguage: video.language }),
    ...(video.tags.length > 0 && { keywords: video.tags.join(', ') }),
    ...(licence && { license: licence }),
    ...(chapters.length > 0 && { hasPart: clipsOf(video, chapters, length) }),
    ...(transcript !== '' && { transcript }),
  };
}

/** Returns the chapters as parts of the film. Each ends where the next begins. */
function clipsOf(video: WatchVideo, chapters: readonly Chapter[], length: number): Clip[] {
  return chapters.map(({ title, startSeconds }, index) => ({
    '@type': 'Clip',
    name: title,
    startOffset: startSeconds,
    endOffset: chapters[index + 1]?.startSeconds ?? Math.max(length, startSeconds + 1),
    url: absolute(watchPath(video, { t: startSeconds })),
  }));
}
