import { ButtonLink } from '@/app/_ui/base/button-link';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Progress } from '@/app/_ui/base/progress';
import { Live } from '@/app/_ui/live/live';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { placeInQueue } from '@/app/studio/_queries/place-in-queue';
import { explainFailure } from '@/app/studio/sentences';
import { isInProgress, wholePercent } from '@/app/studio/status';
import { DraftFile } from '@/app/studio/upload/draft-file';
import { FileOrFailure } from '@/app/studio/upload/file-or-failure';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { retryProcessing } from './actions';
import { ChangeButton } from './change-button';
import { ProcessingPanel } from './processing-panel';
import { queueWords } from './queue-words';

/**
 * The upload of a draft's file, the progress of the processing and its place in the queue, or why it failed and what to
 * do. Nothing when processing was done before the page was opened.
 */
export function Processing({ video }: { video: CreatorsVideo }) {
  if (video.processing === 'no-file') {
    if (video.role !== 'owner') {
      return (
        <div className="mb-6">
          <FormMessage kind="notice">The file hasn’t arrived yet. You can describe the video meanwhile.</FormMessage>
        </div>
      );
    }
    return (
      <div className="mb-6">
        <noscript>
          <FormMessage kind="notice">
            This video has no file yet. Uploading needs JavaScript, so that a large file can continue where it stopped.
            Turn it on, then reload this page.
          </FormMessage>
        </noscript>
        <DraftFile videoId={video.videoId} fileName={video.fileName} maxBytes={UPLOAD_MAX} />
      </div>
    );
  }
  if (video.processing === 'failed')
    return <FileOrFailure videoId={video.videoId} failure={<Failure video={video} />} />;
  return <ProcessingPanel>{isInProgress(video) ? <InQueue video={video} /> : null}</ProcessingPanel>;
}

async function InQueue({ video }: { video: CreatorsVideo }) {
  const { label, text, isWaiting } = queueWords(await placeInQueue(video.videoId), video.isPlayable);
  return (
    <div>
      {isWaiting ? <Live topics={['queue']} /> : null}
      <Progress label={label} percent={video.processing === 'waiting' ? null : wholePercent(video.percent)} />
      <p className="mt-3 text-sm text-muted">{text}</p>
    </div>
  );
}

function Failure({ video }: { video: CreatorsVideo }) {
  const { error, advice, mayWorkAgain } = explainFailure(video.failureReason);
  return (
    <div className="mb-8 grid gap-4">
      <FormMessage kind="error">
        <p className="font-semibold">{error}</p>
        <p>{advice}</p>
        {video.failureDetail ? (
          <details className="mt-2 text-sm">
            <summary className="w-fit cursor-pointer py-1">Technical details</summary>
            <p className="mt-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">{video.failureDetail}</p>
          </details>
        ) : null}
      </FormMessage>
      <div className="flex flex-wrap items-start gap-3">
        <ButtonLink href={`/studio/upload?video=${video.videoId}`} variant={mayWorkAgain ? 'secondary' : 'primary'}>
          Upload another file
        </ButtonLink>
        {mayWorkAgain ? (
          <ChangeButton videoId={video.videoId} action={retryProcessing} variant="primary" pendingLabel="Trying again…">
            Try again
          </ChangeButton>
        ) : null}
      </div>
    </div>
  );
}
