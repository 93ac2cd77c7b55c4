import type { Metadata } from 'next';
import { absolute } from '@/app/_lib/media/addresses';
import { fitInto } from '@/app/_lib/media/embed-code';
import { posterSize } from '@/app/_lib/media/poster-size';
import { isListed } from '@/app/_lib/queries/video-conditions';
import { posterUrl } from '@/app/_lib/media/urls';
import { parseMarkdown, plainText } from '@/text/markdown';
import { truncate } from '@/text/characters';
import { embedPath, watchPath } from '@/text/paths';
import { tidyName } from '@/text/tidy';
import type { WatchVideo } from './_queries/playable-video';

/** The size of the player in a preview of a link, in pixels. */
const PLAYER = { width: 1280, height: 720 };

/** Returns the first words of a video's description, or who made it. */
export function summaryOf({ description, creatorName }: Pick<WatchVideo, 'description' | 'creatorName'>): string {
  return truncate(tidyName(plainText(parseMarkdown(description))), 200) || `A tutorial by ${creatorName}.`;
}

/** Returns what the head of a watch page says to search engines, and to sites that show a preview of a link. */
export function videoMetadata(video: WatchVideo): Metadata {
  const { videoId, name, isPublished, posterId } = video;
  const description = summaryOf(video);
  const url = watchPath(video);
  const images =
    posterId === null
      ? []
      : [{ url: posterUrl({ ...video, posterId }), alt: `A picture of “${name}”`, ...posterSize(video) }];
  const player = absolute(embedPath(videoId));
  const size = fitInto(PLAYER, video);
  return {
    title: name,
    description,
    alternates: {
      canonical: url,
      ...(isPublished && {
        types: {
          'application/json+oembed': [{ url: `/oembed?url=${encodeURIComponent(absolute(url))}`, title: name }],
        },
      }),
    },
    // People may pass on the address of an unlisted video; search engines may not list it.
    ...(!isListed(video) && { robots: { index: false, follow: false } }),
    openGraph: {
      type: 'video.other',
      siteName: 'Video Tutorials',
      url,
      title: name,
      description,
      images,
      ...(isPublished && { videos: [{ url: player, secureUrl: player, type: 'text/html', ...size }] }),
    },
    twitter: { card: 'summary_large_image', title: name, description, images },
  };
}
