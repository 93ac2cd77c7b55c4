'use client';

import { useEffect, useState } from 'react';
import { follow } from '@/app/_ui/live/live-stream';
import type { VideoNow } from '@/app/studio/_queries/video-states';
import type { ListedUpload } from './upload-list';

/** So many videos are followed: the last ones. A tab may follow only so many topics. */
const MAX_FOLLOWED = 40;

export type { VideoNow };

/** Returns the videos of uploads that are done. */
export function doneIn(uploads: readonly ListedUpload[]): string[] {
  return uploads.flatMap(({ state }) => (state.phase === 'done' && state.draft ? [state.draft.videoId] : []));
}

/** Returns how far these videos are, by id, and renders again when that changes. */
export function useVideosNow(videoIds: readonly string[]): ReadonlyMap<string, VideoNow> {
  const [videos, setVideos] = useState<ReadonlyMap<string, VideoNow>>(new Map());
  const key = videoIds.slice(-MAX_FOLLOWED).join(' ');
  useEffect(() => {
    if (key === '') return;
    const ids = key.split(' ');
    let isShown = true;
    const ask = async () => {
      const query = new URLSearchParams(ids.map((id) => ['video', id]));
      const response = await fetch(`/api/studio/videos?${query.toString()}`).catch(() => null);
      if (!isShown || !response?.ok) return;
      const { videos: now } = (await response.json()) as { videos: VideoNow[] };
      setVideos(new Map(now.map((video) => [video.videoId, video])));
    };
    void ask();
    const stop = follow(
      ids.map((id) => `video:${id}` as const),
      () => void ask(),
    );
    return () => {
      isShown = false;
      stop();
    };
  }, [key]);
  return videos;
}
