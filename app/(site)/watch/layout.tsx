import type { ReactNode } from 'react';

/** What is in full screen: it stays while one video follows another. */
export default function WatchLayout({ children }: { children: ReactNode }) {
  return <div className="player-stage">{children}</div>;
}
