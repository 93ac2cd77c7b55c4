'use client';

import { ErrorTypes, Events, type ErrorData, type default as Hls } from 'hls.js';
import { useEffect, useRef, useState, type ComponentRef, type RefObject } from 'react';
import type HlsVideo from 'hls-video-element/react';

export type HlsVideoElement = ComponentRef<typeof HlsVideo>;

/**
 * Gives the element its source, and notices when hls.js gives up after tries of its own: the network is gone, the server
 * restarts. A decoder error is recovered once; what cannot recover is `failed` until `retry`, or until the network is back.
 *
 * The source is set here and not in the markup, where the element would load it, and might fail, before a listener is attached.
 */
export function useHls(media: RefObject<HlsVideoElement | null>, src: string): { failed: boolean; retry: () => void } {
  const [failed, setFailed] = useState(false);
  const goOn = useRef(() => {});

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    let hls: Hls | null = null;
    let mended = false;

    const onError = (_: unknown, error: ErrorData) => {
      if (!error.fatal) return;
      if (error.type === ErrorTypes.MEDIA_ERROR && !mended) {
        mended = true;
        hls?.recoverMediaError();
      } else {
        setFailed(true);
      }
    };
    /** The element makes its Hls one microtask after `load()`, or none if the browser plays HLS itself. */
    const listen = () =>
      queueMicrotask(() => {
        hls = element.api as Hls | null;
        hls?.on(Events.ERROR, onError);
      });
    goOn.current = () => {
      setFailed(false);
      mended = false;
      if (hls && hls.levels.length > 0) {
        hls.startLoad(element.currentTime);
      } else {
        // Nothing is known of the video yet: begin again.
        void element.load();
        listen();
      }
    };
    const onOnline = () => goOn.current();

    element.setAttribute('src', src);
    listen();
    window.addEventListener('online', onOnline);
    return () => {
      window.removeEventListener('online', onOnline);
      hls?.off(Events.ERROR, onError);
    };
  }, [media, src]);

  return { failed, retry: () => goOn.current() };
}
