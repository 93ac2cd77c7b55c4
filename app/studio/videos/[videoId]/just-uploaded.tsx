import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { Progress } from '@/app/_ui/base/progress';

interface JustUploadedProps {
  videoId: string;
  userId: string;
  /** The trace of the command that the upload became, and whether the component has parked that command. */
  traceId: string;
  isParked: boolean;
}

/**
 * Shown right after an upload until the video is in its creator's list: for a moment, or longer while a worker is down.
 */
export function JustUploaded({ videoId, userId, traceId, isParked }: JustUploadedProps) {
  const live = <Live topics={[`video:${videoId}`, `creator:${userId}`, `trace:${traceId}`]} />;
  if (isParked) {
    return (
      <Container width="text">
        {live}
        <PageHeader title="Upload complete" />
        <ParkedMessage />
      </Container>
    );
  }
  return (
    <Container width="text">
      {live}
      <PageHeader
        title="Upload complete"
        text="Your file is stored and queued for processing. You can leave this page."
      />
      <Progress label="Waiting to be processed" percent={null} />
      <noscript>
        <p className="mt-4 text-muted">Reload the page to see the progress.</p>
      </noscript>
    </Container>
  );
}
