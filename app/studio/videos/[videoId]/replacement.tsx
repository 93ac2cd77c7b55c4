import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Progress } from '@/app/_ui/base/progress';
import { FormMessage } from '@/app/_ui/form/form-message';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { explainFailure } from '@/app/studio/sentences';
import { wholePercent } from '@/app/studio/status';
import { cancelReplacement } from './actions';
import { ChangeButton } from './change-button';

/** A new file that is being processed beside the one that viewers see, or why it cannot take its place. */
export function Replacement({ video }: { video: CreatorsVideo }) {
  const { videoId, replacementName, replacementPercent, replacementFailure } = video;
  if (replacementName === null) return null;
  if (replacementFailure !== null) {
    const { error, advice } = explainFailure(replacementFailure);
    return (
      <div className="mb-8 grid gap-4">
        <FormMessage kind="error">
          <p className="font-semibold">
            “<bdi>{replacementName}</bdi>” can’t replace the file of this video. {error}
          </p>
          <p>{advice} Viewers see the old file as before.</p>
        </FormMessage>
        <div className="flex flex-wrap items-start gap-3">
          <ButtonLink href={`/studio/upload?video=${videoId}`}>Upload another file</ButtonLink>
          <ChangeButton videoId={videoId} action={cancelReplacement} variant="secondary" pendingLabel="Just a moment…">
            Keep the old file
          </ChangeButton>
        </div>
      </div>
    );
  }
  return (
    <Card className="mb-8 grid gap-4">
      <div>
        <h2 className="text-lg">Replacing the file</h2>
        <p className="mt-1 text-muted wrap-anywhere">
          “<bdi>{replacementName}</bdi>” is being processed. Until it is done, viewers see the old file.
        </p>
      </div>
      <Progress
        label="Processing the new file"
        percent={replacementPercent ? wholePercent(replacementPercent) : null}
      />
      <ChangeButton videoId={videoId} action={cancelReplacement} variant="secondary" pendingLabel="Cancelling…">
        Keep the old file
      </ChangeButton>
    </Card>
  );
}
