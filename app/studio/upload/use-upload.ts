'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { CHOOSING, createUpload, type UploadMachine } from './upload-machine';
import type { UploadState, UploadTask } from './upload-state';

/** The page's upload. It ends on the page of the video that it became, or stops when this page is left. */
export function useUpload(task: UploadTask): [state: UploadState, machine: UploadMachine] {
  const router = useRouter();
  const [machine] = useState(() =>
    createUpload(task, ({ videoId, traceId }) => router.push(`/studio/videos/${videoId}?uploaded=${traceId}`)),
  );
  const state = useSyncExternalStore(machine.subscribe, machine.state, () => CHOOSING);
  useEffect(() => () => machine.leave(), [machine]);

  const isReconnecting = state.phase === 'reconnecting';
  useEffect(() => {
    if (!isReconnecting) return;
    window.addEventListener('online', machine.resume);
    return () => window.removeEventListener('online', machine.resume);
  }, [isReconnecting, machine]);

  const wouldStop = state.phase === 'sending' || state.phase === 'reconnecting' || state.phase === 'paused';
  useEffect(() => {
    if (!wouldStop) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [wouldStop]);

  return [state, machine];
}
