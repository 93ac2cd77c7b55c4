import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Says that a moderator has taken the video down, and leads the owner to the reason. */
export function TakenDownNote({ videoId, isOwner }: { videoId: string; isOwner: boolean }) {
  return (
    <div className="mb-6">
      <FormMessage kind="error">
        A moderator took this video down. Others can’t watch it, and it can’t be published. If it is put back, it is as
        visible as it was before.{' '}
        {isOwner ? (
          <Link href={`/studio/videos/${videoId}/appeal`}>Read why, and appeal</Link>
        ) : (
          'Its owner can read why, and appeal.'
        )}
      </FormMessage>
    </div>
  );
}
