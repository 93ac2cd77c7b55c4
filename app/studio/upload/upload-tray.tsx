'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useUploads } from './use-uploads';

/** The page that shows uploads in more detail. */
const UPLOAD_PAGE = '/studio/upload';

/** Loaded when there is something to show, because most people never upload. */
const Tray = dynamic(() => import('./tray').then(({ Tray: loaded }) => loaded));

/** The uploads of this tab at the bottom of every page, without the one that the page itself shows. */
export function UploadTray() {
  const path = usePathname();
  const uploads = useUploads().filter(
    ({ state: { draft } }) => !draft || !path.startsWith(`/studio/videos/${draft.videoId}`),
  );
  return uploads.length === 0 || path === UPLOAD_PAGE ? null : <Tray uploads={uploads} />;
}
