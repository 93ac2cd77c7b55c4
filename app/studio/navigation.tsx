import { ChartColumn, Clapperboard, LayoutDashboard, ListVideo, UserRound } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { NavLink } from '@/app/_ui/layout/nav-link';

/** The parts of the studio. `isSection`: pages below the address belong to it. */
const PARTS: readonly { href: Route; label: string; icon: ReactNode; isSection: boolean }[] = [
  { href: '/studio', label: 'Overview', icon: <LayoutDashboard aria-hidden />, isSection: false },
  { href: '/studio/videos', label: 'Videos', icon: <Clapperboard aria-hidden />, isSection: true },
  { href: '/studio/series', label: 'Series', icon: <ListVideo aria-hidden />, isSection: true },
  { href: '/studio/analytics', label: 'Analytics', icon: <ChartColumn aria-hidden />, isSection: false },
  { href: '/studio/channel', label: 'Channel', icon: <UserRound aria-hidden />, isSection: false },
];

/**
 * The navigation of the studio: a column at the left; on small screens a bar at the bottom edge, over which the tray of
 * uploads lies (`--studio-bar` in globals.css). In a low window the bar would hide the page, so it is at its end there.
 */
export function StudioNavigation() {
  return (
    <nav
      id="studio-navigation"
      aria-label="Studio"
      className="z-30 max-lg:order-last max-lg:border-t max-lg:border-line max-lg:bg-surface lg:py-12 lg:pl-8 max-lg:[@media(min-height:30rem)]:fixed max-lg:[@media(min-height:30rem)]:inset-x-0 max-lg:[@media(min-height:30rem)]:bottom-0 print:hidden"
    >
      <ul className="flex lg:sticky lg:top-6 lg:grid lg:gap-1">
        {PARTS.map(({ href, label, icon, isSection }) => (
          <li key={href} className="min-w-0 flex-1">
            <NavLink
              href={href}
              section={isSection}
              className="flex min-h-14 flex-col items-center justify-center gap-1 px-1 text-xs font-medium text-muted transition-colors hover:text-ink aria-[current]:text-accent lg:min-h-11 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-lg lg:px-3 lg:text-base lg:hover:bg-sunken lg:aria-[current]:bg-accent-soft [&>svg]:size-5"
            >
              {icon}
              <span className="max-w-full truncate">{label}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
