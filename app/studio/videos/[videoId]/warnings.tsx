import { FormMessage } from '@/app/_ui/form/form-message';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { warnings } from '@/app/studio/file-warnings';

/**
 * The parts of a file that viewers of its video may miss, and what to do about it. Renders nothing without warnings.
 */
export function Warnings({ video }: { video: CreatorsVideo }) {
  const sentences = warnings(video);
  if (sentences.length === 0 || video.processing === 'failed') return null;
  return (
    <div className="mb-6">
      <FormMessage kind="notice">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </FormMessage>
    </div>
  );
}
