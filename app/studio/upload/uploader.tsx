'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { FormMessage } from '@/app/_ui/form/form-message';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { checkFile } from './check-file';
import { DropZone } from './drop-zone';
import { fingerprint, type Unfinished } from './previous-uploads';
import { UnfinishedList } from './unfinished-list';
import { UploadCard } from './upload-card';
import { addUpload, removeUpload, type ListedUpload } from './upload-list';
import { createUpload } from './upload-machine';
import { isUnderWay, type UploadTask } from './upload-state';
import { useUploads } from './use-uploads';

/** Begins uploads, and shows those of this tab. They continue when the user leaves this page. */
export function Uploader({ task: given }: { task: Omit<UploadTask, 'stamp'> }) {
  const task = { ...given, stamp: stampOf(useOwnPage()) };
  const uploads = useUploads();
  const [error, setError] = useState<string | null>(null);
  useLeadToVideo(uploads);

  function choose(file: File): void {
    const id = fingerprint(task, file);
    const known = uploads.find((upload) => upload.id === id);
    const refused =
      known && isUnderWay(known.state) ? `“${file.name}” is being uploaded already.` : checkFile(file, task.maxBytes);
    setError(refused);
    if (refused === null) addUpload(id, createUpload(file, task));
  }

  function finish(upload: Unfinished): void {
    setError(null);
    addUpload(upload.fingerprint, createUpload(upload, task));
  }

  return (
    <div className="grid gap-6">
      {uploads.map(({ id, state, machine }) => (
        <UploadCard key={id} state={state} machine={machine} remove={() => removeUpload(id)} />
      ))}
      {error ? (
        <div id="file-error">
          <FormMessage kind="error">{error}</FormMessage>
        </div>
      ) : null}
      <DropZone
        onFile={choose}
        maxBytes={task.maxBytes}
        isSmall={uploads.length > 0}
        describedBy={error ? 'file-error' : undefined}
      />
      <UnfinishedList task={task} listed={uploads.map(({ id }) => id)} finish={finish} />
    </div>
  );
}

/** Leads to the page of the video when an upload is done, if it is the only one that this page has seen running. */
function useLeadToVideo(uploads: readonly ListedUpload[]): void {
  const router = useRouter();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, state } of uploads) if (isUnderWay(state)) seen.current.add(id);
    const [upload] = uploads;
    if (uploads.length !== 1 || upload?.state.phase !== 'done' || !seen.current.has(upload.id)) return;
    const { videoId, traceId } = upload.state;
    router.push(`/studio/videos/${videoId}/details?uploaded=${traceId}`);
    removeUpload(upload.id);
  }, [uploads, router]);
}
