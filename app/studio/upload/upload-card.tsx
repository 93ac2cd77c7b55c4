'use client';

import { formatBytes } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Progress } from '@/app/_ui/base/progress';
import { UploadButtons } from './upload-buttons';
import type { UploadMachine } from './upload-machine';
import { percentOf, type UploadState } from './upload-state';
import { figuresOf, PHASES } from './upload-words';

/** An upload on the upload page: its progress and its buttons. */
export function UploadCard(props: { state: UploadState; machine: UploadMachine; remove: () => void }) {
  const { state } = props;
  const { phase, progress } = state;
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg wrap-anywhere" dir="auto">
        {progress.fileName}
      </h2>
      <div>
        <Progress label={PHASES[phase]} percent={percentOf(progress)} />
        <p className="mt-2 text-sm text-muted tabular-nums">
          {phase === 'done' ? formatBytes(progress.total) : figuresOf(state)}
        </p>
      </div>
      {/* Announced when it changes, unlike the figures, which change all the time. */}
      <output className="sr-only">{PHASES[phase]}</output>
      {phase === 'reconnecting' ? (
        <FormMessage kind="notice">
          The site can’t be reached. Nothing is lost: the upload continues as soon as it can.
        </FormMessage>
      ) : null}
      {phase === 'failed' ? <FormMessage kind="error">{state.error}</FormMessage> : null}
      <div className="flex flex-wrap gap-3 empty:hidden">
        <UploadButtons {...props} />
      </div>
    </Card>
  );
}
