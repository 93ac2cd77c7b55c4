import { parseMarkdown, plainText } from '@/text/markdown';
import { posterSize } from '@/app/_lib/media/poster-size';
import { creatorPath, embedPath, watchPath } from '@/text/paths';
import { wholeSeconds } from '@/text/times';
import { absolute, absolutePlaylist, absolutePoster } from '@/app/_lib/media/addresses';
import { FEED_HASH } from '@/app/_lib/watching/visits';
import type { FindableVideo } from './_queries/findable-videos';
import { element, xmlDocument, type Xml } from './xml';

export const ATOM = 'application/atom+xml; charset=utf-8';
/** The number of videos in a feed. */
export const FEED_MAX = 30;

interface Feed {
  readonly title: string;
  /** The path of the feed. */
  readonly path: string;
  /** The path of the page of which it tells. */
  readonly pagePath: string;
  /** Undefined: each video names its own. */
  readonly author?: string | undefined;
  /** The newest first. */
  readonly videos: readonly FindableVideo[];
}

/** Writes a feed of videos: Atom, with the film, the player and the poster of each by Media RSS. Pure. */
export function writeFeed({ title, path, pagePath, author, videos }: Feed): string {
  const updated = videos[0]?.publishedAt ?? new Date(0);
  return xmlDocument(
    element(
      'feed',
      [
        element('id', absolute(path)),
        element('title', title),
        element('updated', updated.toISOString()),
        link('self', absolute(path), 'application/atom+xml'),
        link('alternate', absolute(pagePath), 'text/html'),
        element('icon', absolute('/favicon.svg')),
        author === undefined ? null : element('author', [element('name', author)]),
        ...videos.map((video) => entry(video)),
      ],
      { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:media': 'http://search.yahoo.com/mrss/' },
    ),
  );
}

function entry(video: FindableVideo): Xml {
  const { videoId, name, description, tags, language, publishedAt, creatorName, creatorHandle } = video;
  const words = plainText(parseMarkdown(description));
  const published = publishedAt.toISOString();
  return element(
    'entry',
    [
      element('id', `urn:uuid:${videoId}`),
      element('title', name),
      // The fragment says where the viewer came from. The page removes it.
      link('alternate', absolute(watchPath(video)) + FEED_HASH, 'text/html'),
      element('published', published),
      element('updated', published),
      element('author', [
        element('name', creatorName),
        creatorHandle === null ? null : element('uri', absolute(creatorPath(creatorHandle))),
      ]),
      ...tags.map((term) => element('category', [], { term })),
      words === '' ? null : element('summary', words),
      media(video),
    ],
    { 'xml:lang': language },
  );
}

function media(video: FindableVideo): Xml {
  const { videoId, durationSeconds, width, height } = video;
  const poster = absolutePoster(video);
  const size = posterSize(video);
  return element('media:group', [
    element('media:title', video.name),
    element('media:content', [], {
      url: absolutePlaylist(video),
      type: 'application/vnd.apple.mpegurl',
      medium: 'video',
      duration: durationSeconds === null ? null : Math.max(1, wholeSeconds(durationSeconds)),
      width,
      height,
    }),
    element('media:player', [], { url: absolute(embedPath(videoId)) }),
    poster === null
      ? null
      : element('media:thumbnail', [], { url: poster, width: size?.width ?? null, height: size?.height ?? null }),
  ]);
}

function link(rel: string, href: string, type: string): Xml {
  return element('link', [], { rel, href, type });
}
