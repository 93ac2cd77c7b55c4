'use client';

import type Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';

/** A link that marks itself if it leads to the open page, or (`section`) to a page above the open one. */
export function NavLink({ section = false, children, ...rest }: ComponentProps<typeof Link> & { section?: boolean }) {
  const path = usePathname();
  const href = String(rest.href);
  const here = path === href;
  const under = section && path.startsWith(`${href}/`);
  return (
    <NearLink {...rest} aria-current={here ? 'page' : under ? 'true' : undefined}>
      {children}
      <LinkPending />
    </NearLink>
  );
}
