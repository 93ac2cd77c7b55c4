import { Compass, Flame, LayoutGrid, ListVideo, UsersRound } from 'lucide-react';

/** The pages that list what there is, as the header and the footer name them. */
export const PLACES = [
  { href: '/videos', label: 'All tutorials', Icon: Compass },
  { href: '/videos?sort=views&period=week', label: 'Popular this week', Icon: Flame },
  { href: '/series', label: 'Series', Icon: ListVideo },
  { href: '/categories', label: 'Categories and tags', Icon: LayoutGrid },
  { href: '/creators', label: 'Creators', Icon: UsersRound },
] as const;
