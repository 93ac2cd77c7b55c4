import { NearLink } from '@/app/_ui/base/near-link';
import { classNames } from '@/app/_ui/base/class-names';
import { creatorPath } from '@/text/paths';

/** The name of a creator, which leads to their page. Plain text until they have a handle. */
export function CreatorLink({ name, handle, className }: { name: string; handle: string | null; className?: string }) {
  if (handle === null) return <bdi>{name}</bdi>;
  return (
    <NearLink
      href={creatorPath(handle)}
      className={classNames('underline-offset-4 hover:text-accent hover:underline', className)}
    >
      <bdi>{name}</bdi>
    </NearLink>
  );
}
