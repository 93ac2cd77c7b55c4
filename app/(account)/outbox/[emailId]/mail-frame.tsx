'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * Shows a mail as a mail app does, as high as its content. Without scripts it scrolls.
 * @param src of the mail's HTML. The frame allows no scripts, so it may have this origin, which lets the page measure it.
 */
export function MailFrame({ src }: { src: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const root = element.contentDocument?.documentElement;
      // The height of the frame includes its border.
      if (root) setHeight(Math.ceil(root.getBoundingClientRect().height) + element.offsetHeight - element.clientHeight);
    };
    measure();
    const widths = new ResizeObserver(measure);
    widths.observe(element);
    element.addEventListener('load', measure);
    return () => {
      widths.disconnect();
      element.removeEventListener('load', measure);
    };
  }, []);
  return (
    <iframe
      ref={frame}
      title="The email as a mail app shows it"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      src={src}
      style={{ height }}
      className="h-96 w-full rounded-2xl border border-line bg-surface"
    />
  );
}
