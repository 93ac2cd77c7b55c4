'use client';

import { ErrorTypes, Events, type ErrorData, type HlsConfig, type default as Hls } from 'hls.js';
import type HlsVideo from 'hls-video-element/react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, type ComponentRef, type RefObject } from 'react';
import { expiresAt, renewAddress } from '@/app/_lib/media/signed-address';
import { refreshSafely } from '@/app/_ui/page/refresh-safely';

export type HlsVideoElement = ComponentRef<typeof HlsVideo>;

/** An address is renewed when it is valid for no longer than this. In milliseconds. */
const SOON_MS = 60_000;
/** How long a request waits for a new address. Longer than a page takes; without one it is sent as it is. */
const RENEWAL_MS = 5_000;

/**
 * Gives the element its source when it first plays, and detects when hls.js gives up after its own retries because the network is gone or
 * the server restarts. A decoder error is recovered once. After any other error `failed` is true until `retry` is
 * called or the network is back.
 *
 * The source is set here and not in the markup: there the element would load it at once, and might fail before a
 * listener is attached.
 * @param renewed the URL of the same playlist in the page as it was rendered last: with another signature, once the first
 *   has expired, or with none, once the video is public. Requests go to its host with its signature.
 */
export function useHls(
  media: RefObject<HlsVideoElement | null>,
  src: string,
  renewed: string,
): { failed: boolean; retry: () => void } {
  const [failed, setFailed] = useState(false);
  const resume = useRef(() => {});
  const addressOf = useRenewedAddress(renewed);

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
      const config: Partial<HlsConfig> = { xhrSetup: async (xhr, url) => xhr.open('GET', await addressOf(url)) };
      Object.assign(element, { config });
      element.setAttribute('src', src);
      listen();
    };
    resume.current = () => {
      if (!element.src) return;
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
  }, [media, src, addressOf]);

  return { failed, retry: () => resume.current() };
}

/**
 * Returns a function that returns the address to ask for instead of another one. If that is about to expire, the page is
 * rendered again first, once for each signature. A computer may have slept for a night in the middle of a tutorial.
 */
function useRenewedAddress(renewed: string): (url: string) => Promise<string> {
  const router = useRouter();
  const latest = useRef(renewed);
  const renewal = useRef<{ of: string; done: Promise<void>; end: () => void }>(null);
  useEffect(() => {
    latest.current = renewed;
    if (renewal.current?.of !== renewed) renewal.current?.end();
  }, [renewed]);
  return useCallback(
    async (url) => {
      const of = latest.current;
      if (expiresAt(of) < Date.now() + SOON_MS) {
        if (renewal.current?.of !== of) {
          let end = () => {};
          const done = new Promise<void>((resolve) => (end = resolve));
          renewal.current = { of, done, end };
          setTimeout(end, RENEWAL_MS);
          void refreshSafely(() => router.refresh());
        }
        await renewal.current.done;
      }
      return renewAddress(url, latest.current);
    },
    [router],
  );
}
