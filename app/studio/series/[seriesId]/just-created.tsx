import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { Progress } from '@/app/_ui/base/progress';

interface JustCreatedProps {
  seriesId: string;
  /** The trace of the command that creates it, and whether the component has parked that command. */
  traceId: string;
  isParked: boolean;
}

/** Shown for a new series until the site has it: for a moment, or longer while a worker is down. */
export function JustCreated({ seriesId, traceId, isParked }: JustCreatedProps) {
  return (
    <Container width="text" className="lg:mx-0">
      <Live topics={[`series:${seriesId}`, `trace:${traceId}`]} />
      <PageHeader title="Your new series" text="It is saved, and will appear here in a moment." />
      {isParked ? <ParkedMessage /> : <Progress label="Waiting for the site" percent={null} />}
      <noscript>
        <p className="mt-4 text-muted">Reload the page to see it.</p>
      </noscript>
    </Container>
  );
}
