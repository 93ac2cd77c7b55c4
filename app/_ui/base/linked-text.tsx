import type { ComponentProps } from 'react';
import { findLinks } from '@/app/_lib/format/links';
import { classNames } from './class-names';

/** A user's text with its web addresses as links. The other properties are those of each link. */
export function LinkedText({
  text,
  className,
  ...link
}: { text: string } & Omit<ComponentProps<'a'>, 'href' | 'children'>) {
  return findLinks(text).map((part, index) =>
    part.kind === 'link' ? (
      <a
        {...link}
        key={index}
        href={part.text}
        className={classNames('text-accent underline underline-offset-2 hover:text-accent-strong', className)}
      >
        <bdi>{part.text}</bdi>
      </a>
    ) : (
      part.text
    ),
  );
}
