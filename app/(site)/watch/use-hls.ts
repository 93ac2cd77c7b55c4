'use client';

import { ErrorTypes, Events, type ErrorData, type HlsConfig, type default as Hls } from 'hls.js';
import type HlsVideo from 'hls-video-element/react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type ComponentRef, type RefObject } from 'react';
import { refreshIfAnswered } from '@/app/_ui/page/refresh-safely';
import { AddressRenewal } from './address-renewal';

export type HlsVideoElement = ComponentRef<typeof HlsVideo>;

/**
 * Gives the element its source when it first plays, and detects when hls.js gives up after its own retries because the
 * network is gone or the server restarts. A decoder error is recovered once. After any other error `failed` is true
 * until `retry` is called or the network is back.
 *
 * The source is set here and not in the markup: there the element would load it at once, and might fail before a
 * listener is attached.
 * @param renewed the URL of the same playlist in the latest rendering of the page: with a new signature after the first
 *   has expired, or with none once the video is public. Requests go to its host with its signature.
 */
export function useHls(
  media: RefObject<HlsVideoElement | null>,
  src: string,
  renewed: string,
): { failed: boolean; retry: () => void } {
  const [failed, setFailed] = useState(false);
  const resume = useRef(() => {});
  const router = useRouter();
  const [renewal] = useState(() => new AddressRenewal(renewed, () => refreshIfAnswered(() => router.refresh())));
  useEffect(() => renewal.note(renewed), [renewal, renewed]);

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    let hls: Hls | null = null;
    let isRecovered = false;

    const onError = (_: unknown, error: ErrorData) => {
      if (!error.fatal) return;
      if (error.type === ErrorTypes.MEDIA_ERROR && !isRecovered) {
        isRecovered = true;
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
    /** `play()` on an element without a source waits for one. */
    const begin = () => {
      const config: Partial<HlsConfig> = {
        xhrSetup: async (xhr, url) => xhr.open('GET', await renewal.addressOf(url)),
      };
      Object.assign(element, { config });
      element.setAttribute('src', src);
      listen();
    };
    resume.current = () => {
      if (!element.src) return;
      renewal.again();
      setFailed(false);
      isRecovered = false;
      if (hls && hls.levels.length > 0) {
        hls.startLoad(element.currentTime);
      } else {
        // Nothing of the video is loaded yet, so it starts over.
        void element.load();
        listen();
        // After the new Hls is attached, which pauses.
        queueMicrotask(() => void element.play().catch(() => {}));
      }
    };
    const onOnline = () => resume.current();

    if (element.src) begin();
    else element.addEventListener('play', begin, { once: true });
    window.addEventListener('online', onOnline);
    return () => {
      element.removeEventListener('play', begin);
      window.removeEventListener('online', onOnline);
      hls?.off(Events.ERROR, onError);
    };
  }, [media, src, renewal]);

  return { failed, retry: () => resume.current() };
}
