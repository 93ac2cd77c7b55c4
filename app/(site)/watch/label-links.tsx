import { NearLink } from '@/app/_ui/base/near-link';
import { CATEGORY_NAMES, type Category } from '@/text/categories';
import { categoryPath, tagPath } from '@/text/paths';

/** The category of a video, which leads to the others about the same. */
export function CategoryLink({ category }: { category: Category }) {
  return (
    <NearLink
      href={categoryPath(category)}
      className="text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      <span itemProp="about">{CATEGORY_NAMES[category]}</span>
    </NearLink>
  );
}

/** A tag of a video, which leads to the others that have it. */
export function TagLink({ tag }: { tag: string }) {
  const path = tagPath(tag);
  const words = <span itemProp="keywords">{tag}</span>;
  const shape = 'inline-block rounded-full bg-sunken px-3 py-1 wrap-anywhere pointer-coarse:py-3';
  return path === null ? (
    <span className={shape}>{words}</span>
  ) : (
    <NearLink href={path} className={`${shape} transition-colors hover:text-accent`}>
      {words}
    </NearLink>
  );
}
