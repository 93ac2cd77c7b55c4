import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the owner and who works on it that others cannot see this page yet. */
export function PreviewNote({ seriesId }: { seriesId: string }) {
  return (
    <FormMessage kind="notice">
      Only you can see this page, and who works on the series with you, because it isn’t published. It shows the lessons
      that are public. <Link href={`/studio/series/${seriesId}`}>Edit and publish it</Link>
    </FormMessage>
  );
}
