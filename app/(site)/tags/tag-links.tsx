import { formatCount } from '@/app/_lib/format/format';
import { NearLink } from '@/app/_ui/base/near-link';
import { tagPath } from '@/text/paths';
import type { CountedTag } from './_queries/tags-of-videos';

/** Tags as links, each with the number of its tutorials. */
export function TagLinks({ tags }: { tags: readonly CountedTag[] }) {
  return (
    <ul className="flex flex-wrap gap-2">
      {tags.map(({ tag, videos }) => {
        const path = tagPath(tag);
        return path === null ? null : (
          <li key={path} className="min-w-0">
            <NearLink
              href={path}
              className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-full border border-line bg-surface px-4 transition-colors hover:border-line-strong hover:text-accent"
            >
              <bdi className="truncate">{tag}</bdi>
              <span className="text-sm text-muted tabular-nums">
                {formatCount(videos)}
                <span className="sr-only">{videos === 1 ? ' tutorial' : ' tutorials'}</span>
              </span>
            </NearLink>
          </li>
        );
      })}
    </ul>
  );
}
