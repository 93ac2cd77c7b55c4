'use client';

import { ErrorTypes, Events, type ErrorData, type default as Hls } from 'hls.js';
import { useEffect, useRef, useState, type ComponentRef, type RefObject } from 'react';
import type HlsVideo from 'hls-video-element/react';

export type HlsVideoElement = ComponentRef<typeof HlsVideo>;

/**
 * Notices when hls.js gives up, after tries of its own: the network is gone, the server restarts. A decoder that stumbles
 * is put on its feet once; what cannot go on by itself is `failed` until `retry` or until the network is back.
 */
export function useHlsFailure(media: RefObject<HlsVideoElement | null>): { failed: boolean; retry: () => void } {
  const [failed, setFailed] = useState(false);
  const goOn = useRef(() => {});

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    let followed: Hls | null = null;
    let mended = false;

    const onError = (_: unknown, error: ErrorData) => {
      if (!error.fatal) return;
      if (error.type === ErrorTypes.MEDIA_ERROR && !mended) {
        mended = true;
        followed?.recoverMediaError();
      } else {
        setFailed(true);
      }
    };
    /** The element makes its Hls a moment after it has a source, and a new one for a new source. */
    const attach = () => {
      const hls = element.api as Hls | null;
      if (!hls || hls === followed) return;
      followed = hls;
      hls.on(Events.ERROR, onError);
    };
    goOn.current = () => {
      setFailed(false);
      mended = false;
      // Nothing is known of the video yet: begin anew. Else go on where it stopped.
      if (!followed || followed.levels.length === 0) void element.load();
      else followed.startLoad(element.currentTime);
    };
    const onOnline = () => goOn.current();

    attach();
    element.addEventListener('loadstart', attach);
    window.addEventListener('online', onOnline);
    return () => {
      element.removeEventListener('loadstart', attach);
      window.removeEventListener('online', onOnline);
      followed?.off(Events.ERROR, onError);
    };
  }, [media]);

  return { failed, retry: () => goOn.current() };
}
