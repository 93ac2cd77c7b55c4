import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the owner and collaborators that nobody else can see this page yet. */
export function PreviewNote({ videoId }: { videoId: string }) {
  return (
    <FormMessage kind="notice">
      Only the owner and collaborators can see this page, because the video isn’t published. Views aren’t counted.{' '}
      <Link href={`/studio/videos/${videoId}/details`}>Open it in the studio</Link>
    </FormMessage>
  );
}
