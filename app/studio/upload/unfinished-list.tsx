'use client';

import Link from 'next/link';
import { useState } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import type { UnfinishedUpload } from '@/app/_lib/uploads/unfinished';
import { Button } from '@/app/_ui/base/button';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { discardUpload, ENDPOINT } from './begin-upload';
import { askForUploads, useSiteUploads } from './site-uploads';
import { isUnderWay } from './upload-state';
import { useUploads } from './use-uploads';

/** The uploads that a reload, a closed tab or a lost connection interrupted, from all of the person's browsers. */
export function UnfinishedList({ stamp }: { stamp: string }) {
  const found = useSiteUploads() ?? [];
  const own = new Set(
    useUploads().flatMap(({ state }) => (isUnderWay(state) && state.draft ? [state.draft.videoId] : [])),
  );
  const [error, setError] = useState<string | null>(null);

  async function drop({ uploadId, videoId, fileName }: UnfinishedUpload) {
    try {
      await discardUpload(`${ENDPOINT}/${uploadId}`, stamp, videoId);
      setError(null);
    } catch {
      setError(`“${fileName}” couldn’t be deleted just now. Try again in a moment.`);
    }
    await askForUploads();
  }

  const uploads = found.filter(({ videoId }) => !own.has(videoId));
  if (uploads.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="unfinished">
        <h2 id="unfinished" className="text-lg">
          Unfinished uploads
        </h2>
        <p className="mt-1 text-muted">
          Choose the same files again above to continue where they stopped. An upload without progress for a week is
          deleted; what you wrote about the video is kept.
        </p>
        <ul className="mt-4 grid gap-4">
          {uploads.map((upload) => (
            <li
              key={upload.uploadId}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line pt-4"
            >
              <div className="min-w-0">
                <p dir="auto" className="text-left font-medium wrap-anywhere">
                  <Link
                    href={`/studio/videos/${upload.videoId}/details`}
                    className="underline-offset-3 hover:underline"
                  >
                    {upload.fileName}
                  </Link>
                </p>
                <p className="text-sm text-muted tabular-nums">
                  {formatBytes(upload.received)} of {formatBytes(upload.bytes)} arrived
                  {upload.isMoving ? ' · uploading in another tab or on another device' : null}
                </p>
              </div>
              <Button
                variant="ghost"
                size="small"
                onClick={() => drop(upload)}
                aria-label={`Delete the upload of ${upload.fileName}`}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
        {error ? (
          <div className="mt-4">
            <FormMessage kind="error">{error}</FormMessage>
          </div>
        ) : null}
      </section>
    </Card>
  );
}
