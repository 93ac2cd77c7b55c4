'use client';

import { Badge } from '@/app/_ui/base/badge';
import { draftStatusOf } from './draft-status';
import { useSiteUploads } from './site-uploads';
import { useUploadOf } from './use-uploads';

/** How far the file of a draft is, as a badge that follows its upload. */
export function DraftBadge({ videoId }: { videoId: string }) {
  const local = useUploadOf(videoId);
  const site = useSiteUploads()?.find((upload) => upload.videoId === videoId) ?? null;
  const { label, tone } = draftStatusOf(local?.state ?? null, site);
  return (
    <Badge tone={tone}>
      <span className="tabular-nums">{label}</span>
    </Badge>
  );
}
