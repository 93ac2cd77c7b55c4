'use client';

import { Progress } from '@/app/_ui/base/progress';
import { UploadCard } from './upload-card';
import { useUploadOf } from './use-uploads';

/** The upload of a video that the site does not show yet. */
export function UploadProgress({ videoId }: { videoId: string }) {
  const upload = useUploadOf(videoId);
  return upload && upload.state.phase !== 'done' ? (
    <UploadCard upload={upload} />
  ) : (
    <Progress label="Waiting to be processed" percent={null} />
  );
}
