'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { Button } from '@/app/_ui/base/button';
import { FormMessage } from '@/app/_ui/form/form-message';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { discard } from './previous-uploads';

interface ListedUpload {
  uploadId: string;
  fileName: string;
  /** The bytes that arrived, and those of the whole file. */
  arrived: number;
  size: number;
}

/**
 * Lists the unfinished uploads that the site has, so that the user can delete them: their remaining bytes count as
 * used, and their number is limited.
 */
export function StoredUploads({ uploads }: { uploads: ListedUpload[] }) {
  const router = useRouter();
  const stamp = stampOf(useOwnPage());
  const [error, setError] = useState<string | null>(null);

  async function drop({ uploadId, fileName }: ListedUpload) {
    try {
      await discard(`/api/uploads/${uploadId}`, stamp);
      setError(null);
    } catch {
      setError(`“${fileName}” couldn’t be deleted. Try again in a moment.`);
    }
    router.refresh();
  }

  return (
    <>
      <p>Choose the same file again to continue. Without progress for a week, an upload is deleted.</p>
      <ul className="mt-2 grid gap-2">
        {uploads.map((upload) => (
          <li key={upload.uploadId} className="flex items-center justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">
              <span dir="auto">{upload.fileName}</span>: {formatBytes(upload.arrived)} of {formatBytes(upload.size)}
            </span>
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
      {error ? <FormMessage kind="error">{error}</FormMessage> : null}
    </>
  );
}
