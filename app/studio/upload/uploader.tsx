'use client';

import { FormMessage } from '@/app/_ui/form-message';
import { DropZone } from './drop-zone';
import { UnfinishedList } from './unfinished-list';
import { UploadCard } from './upload-card';
import { useUpload } from './use-upload';

/** Uploads one file at a time. `videoId` is a failed video whose file it replaces. */
export function Uploader({ userId, videoId }: { userId: string; videoId: string | null }) {
  const [state, machine] = useUpload(userId, videoId);
  if (state.phase !== 'choosing') return <UploadCard state={state} machine={machine} />;
  return (
    <div className="grid gap-6">
      {state.problem ? (
        <div id="file-problem">
          <FormMessage kind="error">{state.problem}</FormMessage>
        </div>
      ) : null}
      <DropZone onFile={machine.choose} describedBy={state.problem ? 'file-problem' : undefined} />
      <UnfinishedList userId={userId} finish={machine.finish} />
    </div>
  );
}
