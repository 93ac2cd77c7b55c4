import { Globe } from 'lucide-react';
import { formatDate } from '@/app/_lib/format';
import { Card } from '@/app/_ui/card';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { publishVideo, unpublishVideo } from './actions';
import { ChangeButton } from './change-button';

interface PublicationProps {
  video: Pick<CreatorsVideo, 'videoId' | 'publication' | 'processing' | 'isPlayable' | 'publishedAt'>;
}

/** Who can watch the video, and the button that changes it. */
export function Publication({ video }: PublicationProps) {
  const { videoId } = video;
  const publish = publishVideo.bind(null, videoId);
  const unpublish = unpublishVideo.bind(null, videoId);
  return (
    <Card>
      <section aria-labelledby="publication" className="grid gap-4">
        <div>
          <h2 id="publication" className="text-lg">
            Who can watch it
          </h2>
          <p className="mt-1 text-muted text-pretty">{audience(video)}</p>
        </div>
        {video.publication === 'published' ? (
          <ChangeButton key="unpublish" action={unpublish} variant="secondary" pendingLabel="Unpublishing…">
            Unpublish
          </ChangeButton>
        ) : video.publication === 'requested' ? (
          <ChangeButton key="do-not" action={unpublish} variant="secondary" pendingLabel="Just a moment…">
            Do not publish yet
          </ChangeButton>
        ) : video.isPlayable || video.processing !== 'failed' ? (
          <ChangeButton key="publish" action={publish} pendingLabel="Publishing…">
            <Globe aria-hidden /> {video.isPlayable ? 'Publish' : 'Publish as soon as it can play'}
          </ChangeButton>
        ) : null}
      </section>
    </Card>
  );
}

function audience({ publication, processing, isPlayable, publishedAt }: PublicationProps['video']): string {
  if (publication === 'published') {
    return publishedAt ? `Everybody, since ${formatDate(publishedAt)}.` : 'Everybody.';
  }
  if (processing === 'failed') return 'Nobody, because its file could not be processed.';
  if (publication === 'requested') return 'Only you, and everybody as soon as it can play.';
  return isPlayable ? 'Only you.' : 'Nobody yet. You can publish it now: others will see it as soon as it can play.';
}
