'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';
import { LinkPending } from '@/app/_ui/base/link-pending';

/** A link that knows whether it leads to the page that is open, or (`section`) to one that the open page lies under. */
export function NavLink({ section = false, children, ...rest }: ComponentProps<typeof Link> & { section?: boolean }) {
  const path = usePathname();
  const href = String(rest.href);
  const here = path === href;
  const under = section && path.startsWith(`${href}/`);
  return (
    <Link {...rest} aria-current={here ? 'page' : under ? 'true' : undefined}>
      {children}
      <LinkPending />
    </Link>
  );
}
