import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the owner that others cannot see this page yet. */
export function PreviewNote({ videoId }: { videoId: string }) {
  return (
    <FormMessage kind="notice">
      Only you can see this page, because the video isn’t published. Views aren’t counted.{' '}
      <Link href={`/studio/videos/${videoId}/details`}>Edit and publish it</Link>
    </FormMessage>
  );
}
