'use client';

import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Progress } from '@/app/_ui/base/progress';
import { UploadButtons } from './upload-buttons';
import type { ListedUpload } from './upload-list';
import { percentOf } from './upload-state';
import { figuresOf, PHASES } from './upload-words';

/** The upload of a video's file on the page of the video: its progress and its buttons. */
export function UploadCard({ upload }: { upload: ListedUpload }) {
  const { phase, progress } = upload.state;
  return (
    <Card className="grid gap-4">
      <div>
        <Progress label={PHASES[phase]} percent={percentOf(progress)} />
        <p className="mt-2 text-sm text-muted tabular-nums">
          <bdi className="wrap-anywhere">{progress.fileName}</bdi> ·{' '}
          <span className="whitespace-nowrap">{figuresOf(upload.state)}</span>
        </p>
      </div>
      {/* Announced when it changes, unlike the figures, which change all the time. */}
      <output className="sr-only">{PHASES[phase]}</output>
      {phase === 'reconnecting' ? (
        <FormMessage kind="notice">
          The site can’t be reached. Nothing is lost: the upload continues as soon as it can.
        </FormMessage>
      ) : null}
      {phase === 'failed' ? <FormMessage kind="error">{upload.state.error}</FormMessage> : null}
      <div className="flex flex-wrap gap-3 empty:hidden">
        <UploadButtons upload={upload} />
      </div>
    </Card>
  );
}
