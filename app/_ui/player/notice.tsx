'use client';

import { useEffect, useState } from 'react';

/** How long a notice is shown, in milliseconds. */
const SHOWN_MS = 1_600;

export interface Notice {
  readonly words: string;
}

/** Returns the notice that is shown now, and a function that shows another one: what a key has done. */
export function useNotice(): [notice: Notice | null, say: (words: string) => void] {
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  // A new object each time, so that the same words stay as long as new ones.
  return [notice, (words) => setNotice({ words })];
}

/** Shows it over the picture, and has screen readers say it. */
export function NoticeOutput({ notice }: { notice: Notice | null }) {
  return (
    <output className="player-notice" {...{ noautohide: '' }}>
      {notice?.words}
    </output>
  );
}
