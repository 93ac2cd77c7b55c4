'use client';

import { useEffect, useState } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { Button } from '@/app/_ui/base/button';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { discard, unfinishedUploads, type Unfinished } from './previous-uploads';
import type { UploadTask } from './upload-state';

interface UnfinishedListProps {
  task: UploadTask;
  /** Fingerprints of the uploads that this tab is running. */
  listed: readonly string[];
  finish: (upload: Unfinished) => void;
}

/** The uploads that this browser began and that a reload, a closed tab or a lost connection interrupted. */
export function UnfinishedList({ task, listed, finish }: UnfinishedListProps) {
  const { userId, stamp } = task;
  const [found, setFound] = useState<Unfinished[]>([]);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let isShown = true;
    void unfinishedUploads({ userId, stamp }).then((uploads) => {
      if (isShown) setFound(uploads);
    });
    return () => {
      isShown = false;
    };
  }, [userId, stamp]);

  async function drop(upload: Unfinished) {
    try {
      await discard(upload.url, stamp);
      setFound((before) => before.filter(({ url }) => url !== upload.url));
      setError(null);
    } catch {
      setError(`“${upload.fileName}” couldn’t be deleted just now. Try again in a moment.`);
    }
  }

  const uploads = found.filter(({ fingerprint }) => !listed.includes(fingerprint));
  if (uploads.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="unfinished">
        <h2 id="unfinished" className="text-lg">
          Unfinished uploads
        </h2>
        <p className="mt-1 text-muted">Choose the same file again above to continue where it stopped.</p>
        <ul className="mt-4 grid gap-4">
          {uploads.map((upload) => (
            <li
              key={upload.url}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line pt-4"
            >
              <div className="min-w-0">
                <p dir="auto" className="text-left font-medium wrap-anywhere">
                  {upload.fileName}
                </p>
                <p className="text-sm text-muted tabular-nums">
                  {formatBytes(upload.arrived)} of {formatBytes(upload.size)} arrived
                </p>
              </div>
              <div className="flex gap-2">
                {upload.arrived === upload.size ? (
                  <Button size="small" onClick={() => finish(upload)} aria-label={`Finish ${upload.fileName}`}>
                    Finish
                  </Button>
                ) : (
                  <Button
                    variant="ghost"
                    size="small"
                    onClick={() => drop(upload)}
                    aria-label={`Delete ${upload.fileName}`}
                  >
                    Delete
                  </Button>
                )}
              </div>
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
