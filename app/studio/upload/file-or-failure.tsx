'use client';

import type { ReactNode } from 'react';
import { UploadCard } from './upload-card';
import { useUploadOf } from './use-uploads';

/** Why the file of a video failed; or the upload of another one, which this tab sends. */
export function FileOrFailure({ videoId, failure }: { videoId: string; failure: ReactNode }) {
  const upload = useUploadOf(videoId);
  return upload && upload.state.phase !== 'done' ? (
    <div className="mb-6">
      <UploadCard upload={upload} />
    </div>
  ) : (
    failure
  );
}
