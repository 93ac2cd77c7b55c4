import { useEffect } from 'react';

/** Somebody who stops typing for so long has typed all, in milliseconds. */
const TYPED_AFTER_MS = 2_000;
/** Fewer letters are a beginning. Words of Chinese have two. */
const LETTERS_MIN = 2;

/**
 * Tells the site what somebody searched for in the transcript of a video, once they have typed it, for the video's creator.
 * @param isFound whether the transcript has it.
 */
export function useNoteSearch(videoId: string, q: string, isFound: boolean): void {
  useEffect(() => {
    if (q.length < LETTERS_MIN || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl) return;
    const timer = setTimeout(() => {
      const body = JSON.stringify({ videoId, q, isFound });
      void fetch('/api/search/transcripts', { method: 'POST', body, keepalive: true }).catch(() => {});
    }, TYPED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [videoId, q, isFound]);
}
