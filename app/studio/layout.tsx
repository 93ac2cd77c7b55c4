import type { ReactNode } from 'react';
import { StudioNavigation } from './navigation';

/** The studio: its navigation beside every page; below it on phones. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-page lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
      <StudioNavigation />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
