'use client';

import { Pause, Play, RotateCw, X } from 'lucide-react';
import { formatBytes } from '@/app/_lib/format';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { FormMessage } from '@/app/_ui/form-message';
import { Progress } from '@/app/_ui/progress';
import { timeLeft } from './speed';
import type { UploadProgress, UploadState } from './upload-state';
import type { UploadMachine } from './upload-machine';

type Begun = Exclude<UploadState, { phase: 'choosing' }>;

const WORDS: Record<Begun['phase'], string> = {
  sending: 'Uploading',
  paused: 'Paused',
  reconnecting: 'Connection lost. Trying again',
  finishing: 'Finishing',
  failed: 'Upload failed',
};

/** An upload under way: how far it is, and what can be done with it. */
export function UploadCard({ state, machine }: { state: Begun; machine: UploadMachine }) {
  const { phase, progress } = state;
  const percent = progress.total > 0 ? Math.floor((progress.sent / progress.total) * 100) : 100;
  return (
    <Card className="grid gap-5">
      <h2 className="text-lg wrap-anywhere">{progress.fileName}</h2>
      <div>
        <Progress label={WORDS[phase]} percent={percent} />
        <p className="mt-2 text-sm text-muted tabular-nums">{figures(phase, progress)}</p>
      </div>
      {/* Said when it changes, unlike the figures, which change all the time. */}
      <output className="sr-only">{WORDS[phase]}</output>
      {phase === 'reconnecting' ? (
        <FormMessage kind="notice">
          The site can’t be reached. Nothing is lost: the upload continues as soon as it can.
        </FormMessage>
      ) : null}
      {phase === 'failed' ? <FormMessage kind="error">{state.problem}</FormMessage> : null}
      {phase === 'finishing' ? null : (
        <div className="flex flex-wrap gap-3">
          {phase === 'sending' || phase === 'reconnecting' ? (
            <Button variant="secondary" onClick={machine.pause}>
              <Pause aria-hidden /> Pause
            </Button>
          ) : null}
          {phase === 'paused' ? (
            <Button onClick={machine.resume}>
              <Play aria-hidden /> Resume
            </Button>
          ) : null}
          {phase === 'failed' && state.mayTryAgain ? (
            <Button onClick={machine.tryAgain}>
              <RotateCw aria-hidden /> Try again
            </Button>
          ) : null}
          <Button variant="ghost" onClick={machine.cancel}>
            <X aria-hidden /> {phase === 'failed' ? 'Choose another file' : 'Cancel'}
          </Button>
        </div>
      )}
    </Card>
  );
}

function figures(phase: Begun['phase'], { sent, total, speed }: UploadProgress): string {
  const parts = [`${formatBytes(sent)} of ${formatBytes(total)}`];
  const left = timeLeft(total - sent, speed);
  if (phase === 'sending' && speed !== null && left !== null) parts.push(`${formatBytes(speed)} a second`, left);
  return parts.join(' · ');
}
