import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the owner and who works on it that others cannot see this page yet. */
export function PreviewNote({ videoId }: { videoId: string }) {
  return (
    <FormMessage kind="notice">
      Only you can see this page, and who works on the video with you, because it isn’t published. Views aren’t counted.{' '}
      <Link href={`/studio/videos/${videoId}/details`}>Edit and publish it</Link>
    </FormMessage>
  );
}
