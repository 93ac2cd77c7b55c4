import type { ReactNode } from 'react';
import { formatDate } from '@/app/_lib/format/format';
import { watchPath } from '@/text/paths';
import { CopyLink } from '@/app/_ui/base/copy-link';
import { LocalTime } from '@/app/_ui/time/local-time';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { whoSeesPrivate } from '@/app/studio/who-sees-private';

/** Says who can watch the video now, and has its address to copy once others can use it. */
export function Audience({ video }: { video: CreatorsVideo }) {
  return (
    <section aria-labelledby="audience" className="grid gap-3 px-1">
      <h2 id="audience" className="text-base">
        Who can watch it now
      </h2>
      <p className="text-[0.9375rem] text-muted text-pretty" aria-live="polite">
        {audience(video)}
      </p>
      {video.publication === 'published' && video.watchPage === 'open' ? (
        <p>
          <CopyLink path={watchPath(video)} of="this video" variant="secondary" />
        </p>
      ) : null}
    </section>
  );
}

function audience(video: CreatorsVideo): ReactNode {
  const { publication, visibility, processing, isPlayable, publishedAt, scheduledAt, role } = video;
  const few = whoSeesPrivate(role);
  const everyone = visibility === 'unlisted' ? 'anyone with the link' : 'everyone';
  if (publication === 'published') {
    const now = visibility === 'unlisted' ? 'Anyone with the link' : 'Everyone';
    return publishedAt ? `${now}, since ${formatDate(publishedAt)}.` : `${now}.`;
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
  if (publication === 'requested') return `${few} for now; ${everyone} as soon as it is ready.`;
  if (scheduled) {
    const from = isPlayable ? 'then everyone' : 'then everyone, as soon as it is ready';
    return (
      <>
        {few} until {scheduled}, {from}.
      </>
    );
  }
  return isPlayable ? `${few}.` : 'Nobody yet. If you publish it now, others can watch as soon as it is ready.';
}
