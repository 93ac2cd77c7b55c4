import type { Write } from '@message-db/client';
import { randomFrom } from '@/bin/demo/random';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { anyWord, textOf } from './made-up-words';

/*
 * The events of made-up videos with transcripts, in the frequencies of a language. The n-th video is viewed 1/n as often as
 * the first.
 */

const LINES = 100;
const WORDS_OF_A_LINE = 8;
const LINE_MS = 4_000;
/** Views of all videos, for each video. */
const VIEWS = 3;

const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-9000-${String(n).padStart(12, '0')}`;

/** The id of the n-th of these videos. */
export const videoIdOf = (n: number) => uuid(3, n);

/** Returns the events of the n-th video, which is published in the end. */
export function writesOf(n: number, ownerId: string, publishedAt: string): Write[] {
  const random = randomFrom(n);
  const videoId = videoIdOf(n);
  const file = { videoId, uploadId: `search-${String(n).padStart(8, '0')}` };
  const { events } = videoPublishing;
  const by = { userId: ownerId, at: publishedAt };
  const lines = Array.from({ length: LINES }, (_, lineId) => {
    const start = lineId * LINE_MS;
    return { lineId, start, end: start + LINE_MS - 1, text: textOf(random, WORDS_OF_A_LINE) };
  });
  const track = { videoId, trackId: uuid(5, n) };
  const tags = Array.from({ length: 3 }, () => anyWord(random));
  return [
    {
      streamName: captioning.stream(videoId),
      messages: [
        captioning.events.CaptioningOpened({ videoId, ownerId }),
        captioning.events.TrackAdded({
          ...{ ...track, source: 'upload', language: 'en', label: '', lineCount: LINES, at: publishedAt },
        }),
        captioning.events.LinesWritten({ ...track, lines }),
      ],
    },
    {
      streamName: videoPublishing.stream(videoId),
      messages: [
        events.VideoUploaded({
          ...{ ...file, ownerId, fileName: 'film.mp4', bytes: 1_000_000, uploadedAt: publishedAt },
          name: textOf(random, 5),
        }),
        events.VideoProbed({ ...file, durationSeconds: LINES * 4, width: 1280, height: 720 }),
        events.RenditionReady({ ...file, width: 1280, height: 720, bitsPerSecond: 2_000_000 }),
        events.VideoProcessed(file),
        // Or the component would look for their files, again and again.
        events.StillsMade({ ...file, proposals: [], hasStoryboard: false }),
        events.VideoDescribed({ videoId, description: textOf(random, 40) }),
        events.TagsChosen({ videoId, tags: [...new Set(tags)], ...by }),
        events.LanguageChosen({ videoId, language: 'en' }),
        events.VideoPublished({ videoId, ownerId, publishedAt }),
      ],
    },
  ];
}

/** Returns the views of the n-th of so many videos. */
export function viewsOf(n: number, videos: number): Write[] {
  const count = Math.floor((VIEWS * videos) / Math.log(videos) / (n + 1));
  const at = new Date().toISOString();
  return Array.from({ length: count }, (_, view) => {
    const viewingId = `${String(n).padStart(8, '0')}-0000-4000-a000-${String(view).padStart(12, '0')}`;
    return {
      streamName: viewCounting.stream(viewingId),
      messages: [viewCounting.events.VideoViewed({ viewingId, videoId: videoIdOf(n), viewedAt: at })],
    };
  });
}
