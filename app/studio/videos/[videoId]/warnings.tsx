import { FormMessage } from '@/app/_ui/form/form-message';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { warnings } from '@/app/studio/file-warnings';

/** What viewers of a video may miss of its file, and what to do about it. Renders nothing without warnings. */
export function Warnings({ video }: { video: CreatorsVideo }) {
  const said = warnings(video);
  if (said.length === 0 || video.processing === 'failed') return null;
  return (
    <div className="mb-6">
      <FormMessage kind="notice">
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </FormMessage>
    </div>
  );
}
