import { Clapperboard, Upload } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';

/** Says that the site has no tutorials yet, and how it gets the first one. */
export function NoTutorials() {
  return (
    <EmptyState
      icon={<Clapperboard />}
      title="No tutorials yet"
      text="Be the first to show how something is done. Upload a video and publish it, and it appears here."
      action={
        <ButtonLink href="/studio/upload">
          <Upload aria-hidden />
          Upload the first one
        </ButtonLink>
      }
    />
  );
}
