import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { CHANGES_MAX, videoChanges } from '@/app/studio/_queries/video-changes';
import { renderVideoPage, videoPageMetadata } from '../video-page';
import { entriesOf } from './entries';
import { HistoryEntry } from './history-entry';
import { presentValues } from './present-values';

type HistoryPageProps = PageProps<'/studio/videos/[videoId]/history'>;

export function generateMetadata(props: HistoryPageProps): Promise<Metadata> {
  return videoPageMetadata('history', props);
}

/** Shows what was changed about a video: who, when, before and after. Each change can be undone. */
export default async function HistoryPage(props: HistoryPageProps) {
  const upTo = Number((await props.searchParams).upTo);
  return renderVideoPage('history', props, async (video, userId) => {
    const changes = await videoChanges(userId, video.videoId, Number.isSafeInteger(upTo) ? upTo : null);
    const entries = entriesOf(changes);
    const oldest = changes.at(-1);
    return (
      <Card padded={false}>
        <ol className="divide-y divide-line">
          {entries.map((entry) => (
            <HistoryEntry
              key={entry.position}
              entry={entry}
              videoId={video.videoId}
              userId={userId}
              mayChange={video.role !== 'viewer'}
              present={presentValues(video)}
            />
          ))}
        </ol>
        {changes.length === CHANGES_MAX && oldest ? (
          <p className="border-t border-line p-5 sm:px-7">
            <ButtonLink
              variant="secondary"
              href={`/studio/videos/${video.videoId}/history?upTo=${oldest.position - 1}`}
            >
              Earlier changes
            </ButtonLink>
          </p>
        ) : null}
      </Card>
    );
  });
}
