'use client';

import { ErrorTypes, Events, type ErrorData, type HlsConfig, type default as Hls } from 'hls.js';
import type HlsVideo from 'hls-video-element/react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type ComponentRef, type RefObject } from 'react';
import { refreshIfAnswered } from '@/app/_ui/page/refresh-safely';
import { AddressRenewal } from './address-renewal';
import type { Failure } from './failed';

/** The list of renditions, which the element's types leave out. */
type Renditions = EventTarget & Iterable<{ id?: string; width?: number; height?: number }> & { selectedIndex: number };

export type HlsVideoElement = ComponentRef<typeof HlsVideo> & { readonly videoRenditions: Renditions };

/**
 * Gives the element its source when it first plays, and detects when hls.js gives up after its own retries because the
 * network is gone or the server restarts, or when the browser itself, which plays HLS in some, gives up. A decoder error
 * is recovered once. After any other error `failed` says what it was, until `retry` is called or the network is back.
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
): { failed: Failure | null; retry: () => void } {
  const [failed, setFailed] = useState<Failure | null>(null);
  const resume = useRef(() => {});
  const router = useRouter();
  const [renewal] = useState(() => new AddressRenewal(renewed, () => refreshIfAnswered(() => router.refresh())));
  useEffect(() => renewal.note(renewed), [renewal, renewed]);

  useEffect(() => {
    const element = media.current;
    if (!element) return;
    let hls: Hls | null = null;
    let isRecovered = false;
    let reason: Failure | null = null;

    const fail = (because: Failure | null) => {
      reason = because;
      setFailed(because);
    };
    const onError = (_: unknown, error: ErrorData) => {
      if (!error.fatal) return;
      if (error.type === ErrorTypes.MEDIA_ERROR && !isRecovered) {
        isRecovered = true;
        hls?.recoverMediaError();
      } else {
        fail(error.type === ErrorTypes.NETWORK_ERROR ? 'network' : 'playback');
      }
    };
    /** Of the browser's own player. With hls.js, its errors come here too, and hls.js handles them. */
    const onOwnError = () => {
      if (hls || !element.error) return;
      fail(element.error.code === MediaError.MEDIA_ERR_DECODE ? 'playback' : 'network');
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
        // The part for advertisements begins to play when the first segment is there, even if somebody has just paused.
        interstitialsController: undefined,
      };
      Object.assign(element, { config });
      element.setAttribute('src', src);
      listen();
    };
    resume.current = () => {
      if (!element.src) return;
      renewal.again();
      isRecovered = false;
      if (hls && hls.levels.length > 0) {
        if (reason === 'playback') {
          hls.recoverMediaError();
          void element.play().catch(() => {});
        } else {
          hls.startLoad(element.currentTime);
        }
      } else {
        // Nothing of the video is loaded, so it starts over.
        const at = element.currentTime;
        const goBack = () => (element.currentTime = at);
        if (at > 0) element.addEventListener('loadedmetadata', goBack, { once: true });
        void element.load();
        listen();
        // After the new Hls is attached, which pauses.
        queueMicrotask(() => void element.play().catch(() => {}));
      }
      fail(null);
    };
    const onOnline = () => resume.current();

    if (element.src) begin();
    else element.addEventListener('play', begin, { once: true });
    element.addEventListener('error', onOwnError);
    window.addEventListener('online', onOnline);
    return () => {
      element.removeEventListener('play', begin);
      element.removeEventListener('error', onOwnError);
      window.removeEventListener('online', onOnline);
      hls?.off(Events.ERROR, onError);
    };
  }, [media, src, renewal]);

  return { failed, retry: () => resume.current() };
}
