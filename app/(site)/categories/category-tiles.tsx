import { formatTutorials } from '@/app/_lib/format/format';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { CATEGORY_NAMES } from '@/text/categories';
import { categoryPath } from '@/text/paths';
import type { CountedCategory } from './_queries/categories-of-videos';
import { CATEGORY_ICONS } from './category-icons';

/** Categories as tiles, each with the number of its tutorials. */
export function CategoryTiles({ categories }: { categories: readonly CountedCategory[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-3">
      {categories.map(({ category, videos }) => {
        const Icon = CATEGORY_ICONS[category];
        return (
          <li key={category}>
            <NearLink
              href={categoryPath(category)}
              className="group flex h-full min-h-16 items-center gap-3.5 rounded-2xl border border-line bg-surface p-3 transition-colors hover:border-line-strong"
            >
              <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-accent-soft text-accent">
                <Icon aria-hidden className="size-5" />
              </span>
              <span className="min-w-0">
                <span className="block leading-snug font-medium group-hover:text-accent">
                  {CATEGORY_NAMES[category]}
                </span>
                <span className="block text-sm text-muted">{formatTutorials(videos)}</span>
              </span>
              <LinkPending />
            </NearLink>
          </li>
        );
      })}
    </ul>
  );
}
