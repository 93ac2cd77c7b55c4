import type { ReactNode } from 'react';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { StudioNavigation } from './navigation';
import { DropAnywhere } from './upload/drop-anywhere';

/** The studio: its navigation beside every page; below it on phones. Files can be dropped on each. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-page lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
      <StudioNavigation />
      <div className="min-w-0">{children}</div>
      <DropAnywhere maxBytes={UPLOAD_MAX} />
    </div>
  );
}
