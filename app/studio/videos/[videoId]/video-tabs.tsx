import type { Route } from 'next';
import type { StudioRole } from '@/app/studio/_queries/creators-video';
import { NavLink } from '@/app/_ui/layout/nav-link';
import { TabBar } from './tab-bar';

/** The pages of a video in the studio, by the last part of their address, in order. */
export const VIDEO_TABS = {
  details: 'Details',
  captions: 'Captions',
  chapters: 'Chapters',
  analytics: 'Analytics',
  history: 'History',
  people: 'People',
} as const;
export type VideoTab = keyof typeof VIDEO_TABS;

/** Returns whether a role has a tab: a viewer has none that only serves to change something. */
export function hasTab(role: StudioRole, tab: string): boolean {
  return role !== 'viewer' || (tab !== 'captions' && tab !== 'chapters');
}

/** The links between the pages of a video. */
export function VideoTabs({ videoId, role }: { videoId: string; role: StudioRole }) {
  return (
    <TabBar>
      {Object.entries(VIDEO_TABS)
        .filter(([tab]) => hasTab(role, tab))
        .map(([tab, label]) => (
          <li key={tab}>
            <NavLink
              section
              href={`/studio/videos/${videoId}/${tab}` as Route}
              className="-mb-px flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted -outline-offset-2 transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
            >
              {label}
            </NavLink>
          </li>
        ))}
    </TabBar>
  );
}
