'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Card } from '@/app/_ui/base/card';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { addFiles } from './add-files';
import { AllButtons } from './all-buttons';
import { Refusals } from './drop-anywhere';
import type { Take } from './drop-target';
import { DropZone } from './drop-zone';
import { UnfinishedList } from './unfinished-list';
import { UploadLine } from './upload-line';
import { describePath, isUnderWay } from './upload-state';
import { summaryOf, totalPercent } from './upload-words';
import { useUploads } from './use-uploads';
import { doneIn, useVideosNow } from './videos-now';

interface UploaderProps {
  /** The video whose file is to be uploaded. Null for new videos. */
  videoId: string | null;
  maxBytes: number;
}

/**
 * Begins uploads, and shows those of this tab. They continue on other pages: a single one leads to the page on which it
 * is described while it uploads.
 */
export function Uploader({ videoId, maxBytes }: UploaderProps) {
  const stamp = stampOf(useOwnPage());
  const uploads = useUploads();
  const videos = useVideosNow(doneIn(uploads));
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [leading, setLeading] = useState<string | null>(null);
  useLeadTo(leading);
  const take: Take = (files) => {
    const added = addFiles(files, { stamp, videoId, maxBytes });
    setRefusals(added.refusals);
    const [only, ...others] = added.ids;
    setLeading(others.length === 0 && added.refusals.length === 0 ? (only ?? null) : null);
  };
  return (
    <div className="grid gap-6">
      {uploads.length > 0 ? (
        <Card>
          <section aria-labelledby="uploads">
            <div className="flex flex-wrap items-center justify-between gap-x-4">
              <h2 id="uploads" className="text-lg tabular-nums">
                {summaryOf(uploads)}
                {uploads.length > 1 ? <span className="text-muted"> · {totalPercent(uploads)}%</span> : null}
              </h2>
              <AllButtons uploads={uploads} />
            </div>
            <p className="mt-1 text-muted">
              {uploads.some(({ state }) => isUnderWay(state))
                ? 'Name and describe them while they upload. Uploads continue while you visit other pages of this site.'
                : 'You can leave this page. Processing continues in the background.'}
            </p>
            <ul className="mt-3 divide-y divide-line border-t border-line">
              {uploads.map((upload) => (
                <UploadLine
                  key={upload.id}
                  upload={upload}
                  video={videos.get(upload.state.draft?.videoId ?? '')}
                  isFull
                />
              ))}
            </ul>
          </section>
        </Card>
      ) : null}
      {refusals.length > 0 ? (
        <div id="file-error">
          <Refusals sentences={refusals} />
        </div>
      ) : null}
      <DropZone
        take={take}
        isForOne={videoId !== null}
        maxBytes={maxBytes}
        isSmall={uploads.length > 0}
        describedBy={refusals.length > 0 ? 'file-error' : undefined}
      />
      {videoId === null ? <UnfinishedList stamp={stamp} /> : null}
    </div>
  );
}

/** Leads to the page of an upload's video as soon as there is one. */
function useLeadTo(id: string | null): void {
  const router = useRouter();
  const upload = useUploads().find((each) => each.id === id);
  const path = upload ? describePath(upload.state) : null;
  useEffect(() => {
    if (path) router.push(path);
  }, [path, router]);
}
