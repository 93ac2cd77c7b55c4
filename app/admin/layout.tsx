import type { Route } from 'next';
import type { ReactNode } from 'react';
import { currentModerator } from '@/app/_lib/auth/current-user';
import { NavLink } from '@/app/_ui/layout/nav-link';

/** The parts for administrators. `isSection`: pages below the address belong to it. */
const PARTS: readonly { href: Route; label: string; isSection: boolean; isForModerators: boolean }[] = [
  { href: '/admin', label: 'Messages', isSection: false, isForModerators: false },
  { href: '/admin/reports', label: 'Reports', isSection: true, isForModerators: true },
  { href: '/admin/people', label: 'People', isSection: true, isForModerators: false },
  { href: '/admin/query', label: 'Query', isSection: true, isForModerators: false },
];

/** The pages of administrators and moderators: above each, those that they may open. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await currentModerator();
  return (
    <>
      {user ? (
        <nav aria-label="Admin" className="mx-auto w-full max-w-page px-4 pt-4 sm:px-6 lg:px-8 print:hidden">
          <ul className="flex flex-wrap gap-1 border-b border-line pb-2">
            {PARTS.filter(({ isForModerators }) => isForModerators || user.isAdmin).map(
              ({ href, label, isSection }) => (
                <li key={href}>
                  <NavLink
                    href={href}
                    section={isSection}
                    className="inline-flex min-h-11 items-center rounded-lg px-3 font-medium text-muted transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent"
                  >
                    {label}
                  </NavLink>
                </li>
              ),
            )}
          </ul>
        </nav>
      ) : null}
      {children}
    </>
  );
}
