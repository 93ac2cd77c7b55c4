'use client';

import { useState } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { Progress } from '@/app/_ui/base/progress';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { addFiles } from './add-files';
import { Refusals } from './drop-anywhere';
import type { Take } from './drop-target';
import { DropZone } from './drop-zone';
import { useSiteUploads } from './site-uploads';
import { percentOf } from './upload-state';
import { UploadCard } from './upload-card';
import { useUploadOf } from './use-uploads';

interface DraftFileProps {
  videoId: string;
  /** The file of its first upload; empty if none has begun. */
  fileName: string;
  maxBytes: number;
}

/**
 * The file of a draft, on its page: its upload, in this tab or elsewhere; or, if that was interrupted or deleted or has
 * not begun, a place to choose the file.
 */
export function DraftFile({ videoId, fileName, maxBytes }: DraftFileProps) {
  const stamp = stampOf(useOwnPage());
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const local = useUploadOf(videoId);
  const uploads = useSiteUploads();
  if (local?.state.phase === 'done') return <Progress label="Waiting to be processed" percent={null} />;
  if (local) return <UploadCard upload={local} />;
  if (!uploads) return null;
  const site = uploads.find((upload) => upload.videoId === videoId) ?? null;
  if (site?.isMoving) {
    return (
      <Card>
        <Progress
          label="Uploading in another tab or on another device"
          percent={percentOf({ sent: site.received, total: site.bytes })}
        />
        <p className="mt-2 text-sm text-muted tabular-nums">
          {formatBytes(site.received)} of {formatBytes(site.bytes)}
        </p>
      </Card>
    );
  }
  const take: Take = (files) => setRefusals(addFiles(files, { stamp, videoId, maxBytes }).refusals);
  return (
    <section aria-labelledby="no-file" className="grid gap-4">
      <div>
        <h2 id="no-file" className="text-lg">
          {site && site.received > 0
            ? `The upload stopped at ${percentOf({ sent: site.received, total: site.bytes })}%`
            : 'No file yet'}
        </h2>
        <p className="mt-1 text-muted text-pretty">
          {fileName === '' ? (
            'Choose a file.'
          ) : (
            <>
              Choose “<bdi className="wrap-anywhere">{fileName}</bdi>” again
              {site && site.received > 0 ? ' to continue where it stopped.' : ', or choose another file.'}
            </>
          )}{' '}
          What you write here is kept.
        </p>
      </div>
      {refusals.length > 0 ? (
        <div id="file-error">
          <Refusals sentences={refusals} />
        </div>
      ) : null}
      <DropZone
        take={take}
        isForOne
        maxBytes={maxBytes}
        isSmall
        describedBy={refusals.length > 0 ? 'file-error' : undefined}
      />
    </section>
  );
}
