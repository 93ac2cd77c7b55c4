import { Globe } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDate } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { LocalTime } from '@/app/_ui/time/local-time';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { cancelScheduledPublication, publishVideo, schedulePublication, unpublishVideo } from './actions';
import { ChangeButton } from './change-button';
import { ScheduleForm } from './schedule-form';

interface PublicationProps {
  video: Pick<CreatorsVideo, 'videoId' | 'publication' | 'processing' | 'isPlayable' | 'publishedAt' | 'scheduledAt'>;
}

/** Shows who can watch the video, and the forms that change that, now or at a scheduled time. */
export function Publication({ video }: PublicationProps) {
  return (
    <Card>
      <section aria-labelledby="publication" className="grid gap-4">
        <div>
          <h2 id="publication" className="text-lg">
            Who can watch it
          </h2>
          <p className="mt-1 text-muted text-pretty" aria-live="polite">
            {audience(video)}
          </p>
        </div>
        <Changes video={video} />
      </section>
    </Card>
  );
}

function Changes({ video: { videoId, publication, processing, isPlayable, scheduledAt } }: PublicationProps) {
  if (publication === 'published') {
    return (
      <ChangeButton
        key="unpublish"
        videoId={videoId}
        action={unpublishVideo}
        variant="secondary"
        pendingLabel="Unpublishing…"
      >
        Unpublish
      </ChangeButton>
    );
  }
  const mayPublish = isPlayable || processing !== 'failed';
  return (
    <>
      {publication === 'requested' ? (
        <ChangeButton
          key="do-not"
          videoId={videoId}
          action={unpublishVideo}
          variant="secondary"
          pendingLabel="Just a moment…"
        >
          Don’t publish yet
        </ChangeButton>
      ) : mayPublish ? (
        <ChangeButton key="publish" videoId={videoId} action={publishVideo} pendingLabel="Publishing…">
          <Globe aria-hidden />
          {!isPlayable ? 'Publish when ready' : scheduledAt ? 'Publish now' : 'Publish'}
        </ChangeButton>
      ) : null}
      {mayPublish ? (
        <ScheduleForm
          // Folds the form again when the time is set.
          key={scheduledAt?.toISOString() ?? 'none'}
          videoId={videoId}
          action={schedulePublication}
          summary={scheduledAt ? 'Change the time' : 'Schedule for later'}
          button={scheduledAt ? 'Save time' : 'Schedule'}
          current={scheduledAt}
        />
      ) : null}
      {scheduledAt ? (
        <ChangeButton
          key="cancel"
          videoId={videoId}
          action={cancelScheduledPublication}
          variant="secondary"
          pendingLabel="Cancelling…"
        >
          Cancel schedule
        </ChangeButton>
      ) : null}
    </>
  );
}

function audience(video: PublicationProps['video']): ReactNode {
  const { publication, processing, isPlayable, publishedAt, scheduledAt } = video;
  if (publication === 'published') {
    return publishedAt ? `Everyone, since ${formatDate(publishedAt)}.` : 'Everyone.';
  }
  const scheduled = scheduledAt ? <LocalTime date={scheduledAt} /> : null;
  if (processing === 'failed') {
    const nobody = 'Nobody, because its file couldn’t be processed.';
    return scheduled ? (
      <>
        {nobody} It is scheduled for {scheduled}. Upload another file before then.
      </>
    ) : (
      nobody
    );
  }
  if (publication === 'requested') return 'Only you for now. Everyone as soon as it is ready.';
  if (scheduled) {
    const from = isPlayable ? 'then everyone' : 'then everyone, as soon as it is ready';
    return (
      <>
        Only you until {scheduled}, {from}.
      </>
    );
  }
  return isPlayable ? 'Only you.' : 'Nobody yet. If you publish it now, others can watch as soon as it is ready.';
}
