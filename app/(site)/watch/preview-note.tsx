import Link from 'next/link';
import { currentUser } from '@/app/_lib/auth/current-user';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Tells the few who can see this page why nobody else can. */
export async function PreviewNote({
  video: { videoId, ownerId, isTakenDown },
}: {
  video: { videoId: string; ownerId: string; isTakenDown: boolean };
}) {
  const user = await currentUser();
  if (isTakenDown && user?.isModerator && user.userId !== ownerId)
    return (
      <FormMessage kind="notice">
        This video was taken down. Only its owner, collaborators and moderators can see this page.{' '}
        <Link href={`/admin/reports/${videoId}`}>Open its case</Link>
      </FormMessage>
    );
  return (
    <FormMessage kind="notice">
      {user?.isSuspended && user.userId === ownerId
        ? 'Your account is suspended, so only moderators and you can see this page.'
        : isTakenDown
          ? 'A moderator took this video down. Only its owner, collaborators and moderators can see this page.'
          : 'Only the owner and collaborators can see this page, because the video isn’t published.'}{' '}
      Views aren’t counted. <Link href={`/studio/videos/${videoId}/details`}>Open it in the studio</Link>
    </FormMessage>
  );
}
