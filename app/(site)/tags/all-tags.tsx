import { NearLink } from '@/app/_ui/base/near-link';

/** The link to the page of all tags. */
export function AllTags() {
  return (
    <NearLink href="/tags" className="inline-flex min-h-11 items-center font-medium text-accent hover:underline">
      All tags
    </NearLink>
  );
}
