import { formatAgo, formatDate } from '@/app/_lib/format/format';
import { FoundVideoList, type FoundVideo } from './found-video-list';
import { highlight, snippetOf, type Sought } from './highlight';
import type { Result } from './search-videos';

/** How much of a description is looked at, in UTF-16 units. */
const DESCRIPTION_READ = 4_000;

/** The videos that were found, with what was searched for marked in their names, descriptions and moments. */
export function FoundVideos({ videos, sought }: { videos: readonly Result[]; sought: Sought }) {
  return <FoundVideoList json={JSON.stringify(videos.map((video) => marked(video, sought)))} />;
}

function marked({ description, moments, publishedAt, ...video }: Result, sought: Sought): FoundVideo {
  return {
    ...video,
    title: highlight(video.name, sought),
    snippet: highlight(snippetOf(description.slice(0, DESCRIPTION_READ), sought), sought),
    moments: moments.map(({ startMs, text }) => ({ startMs, text: highlight(text, sought) })),
    published: { at: publishedAt.toISOString(), day: formatDate(publishedAt), ago: formatAgo(publishedAt) },
  };
}
