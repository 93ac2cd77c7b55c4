'use client';

import { FormMessage } from '@/app/_ui/form-message';
import { DropZone } from './drop-zone';
import { UnfinishedList } from './unfinished-list';
import { UploadCard } from './upload-card';
import type { UploadTask } from './upload-state';
import { useUpload } from './use-upload';

/** Uploads one file at a time. */
export function Uploader({ task }: { task: UploadTask }) {
  const [state, machine] = useUpload(task);
  if (state.phase !== 'choosing') return <UploadCard state={state} machine={machine} />;
  return (
    <div className="grid gap-6">
      {state.problem ? (
        <div id="file-problem">
          <FormMessage kind="error">{state.problem}</FormMessage>
        </div>
      ) : null}
      <DropZone
        onFile={machine.choose}
        maxBytes={task.maxBytes}
        describedBy={state.problem ? 'file-problem' : undefined}
      />
      <UnfinishedList userId={task.userId} finish={machine.finish} />
    </div>
  );
}
