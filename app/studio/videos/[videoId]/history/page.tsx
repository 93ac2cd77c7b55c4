import type { Metadata } from 'next';
import { Card } from '@/app/_ui/base/card';
import { CHANGES_MAX, videoChanges } from '@/app/studio/_queries/video-changes';
import { renderVideoPage, videoPageMetadata } from '../video-page';
import { pageOf } from './entries';
import { HistoryEntry } from './history-entry';
import { HistoryPages, readUpTo } from './history-pages';
import { presentValues } from './present-values';

type HistoryPageProps = PageProps<'/studio/videos/[videoId]/history'>;

export function generateMetadata(props: HistoryPageProps): Promise<Metadata> {
  return videoPageMetadata('history', props);
}

/** Shows what was changed about a video: who, when, before and after. Each change can be undone. */
export default async function HistoryPage(props: HistoryPageProps) {
  const upTo = readUpTo((await props.searchParams).upTo);
  return renderVideoPage('history', props, async (video, userId) => {
    const { videoId } = video;
    const changes = await videoChanges(userId, videoId, upTo);
    const { entries, earlier } = pageOf(changes, CHANGES_MAX);
    return (
      <Card padded={false}>
        {entries.length === 0 ? <p className="p-5 text-muted sm:px-7">There are no earlier changes.</p> : null}
        <ol className="divide-y divide-line">
          {entries.map((entry) => (
            <HistoryEntry
              key={entry.position}
              entry={entry}
              videoId={videoId}
              userId={userId}
              mayChange={video.role !== 'viewer'}
              present={presentValues(video)}
            />
          ))}
        </ol>
        <HistoryPages href={`/studio/videos/${videoId}/history`} upTo={upTo} earlier={earlier} />
      </Card>
    );
  });
}
