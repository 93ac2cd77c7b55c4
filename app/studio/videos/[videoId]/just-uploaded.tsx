import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { UploadProgress } from '@/app/studio/upload/upload-progress';

interface JustUploadedProps {
  videoId: string;
  userId: string;
  /** The trace of the command that makes the video, and whether the component has parked that command. */
  traceId: string;
  isParked: boolean;
}

/**
 * Shown after an upload or a copy has begun, until the video is in its creator's list: for a moment, or longer while a
 * worker is down.
 */
export function JustUploaded({ videoId, userId, traceId, isParked }: JustUploadedProps) {
  const live = <Live topics={[`video:${videoId}`, `creator:${userId}`, `trace:${traceId}`]} />;
  if (isParked) {
    return (
      <Container width="text">
        {live}
        <PageHeader title="Your video" />
        <ParkedMessage />
      </Container>
    );
  }
  return (
    <Container width="text">
      {live}
      <PageHeader
        title="Your video"
        text="A part of the site is catching up. You can describe the video here in a moment, and leave this page meanwhile: nothing is lost."
      />
      <UploadProgress videoId={videoId} />
      <noscript>
        <p className="mt-4 text-muted">Reload the page to see the progress.</p>
      </noscript>
    </Container>
  );
}
