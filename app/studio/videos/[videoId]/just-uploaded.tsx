import { Container } from '@/app/_ui/container';
import { Live } from '@/app/_ui/live';
import { PageHeader } from '@/app/_ui/page-header';
import { ParkedMessage } from '@/app/_ui/parked-message';
import { Progress } from '@/app/_ui/progress';

interface JustUploadedProps {
  videoId: string;
  userId: string;
  /** Of the command that the upload became, and whether its component has set that aside. */
  traceId: string;
  isParked: boolean;
}

/** Right after an upload, until the video is in its creator's list: a moment, or longer while a worker is down. */
export function JustUploaded({ videoId, userId, traceId, isParked }: JustUploadedProps) {
  const live = <Live topics={[`video:${videoId}`, `creator:${userId}`, `trace:${traceId}`]} />;
  if (isParked) {
    return (
      <Container width="text">
        {live}
        <PageHeader title="Your upload arrived" />
        <ParkedMessage />
      </Container>
    );
  }
  return (
    <Container width="text">
      {live}
      <PageHeader
        title="Your upload arrived"
        text="It is safely stored and queued. This page goes on by itself, and you may leave it."
      />
      <Progress label="Waiting for its turn" percent={null} />
      <noscript>
        <p className="mt-4 text-muted">Reload the page to see how far it is.</p>
      </noscript>
    </Container>
  );
}
