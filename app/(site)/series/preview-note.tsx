import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the owner and collaborators that nobody else can see this page yet. */
export function PreviewNote({ seriesId }: { seriesId: string }) {
  return (
    <FormMessage kind="notice">
      Only the owner and collaborators can see this page, because the series isn’t published. It shows the lessons that
      are public. <Link href={`/studio/series/${seriesId}`}>Open it in the studio</Link>
    </FormMessage>
  );
}
