'use client';

import { useEffect, useRef, type RefObject } from 'react';
import type { Chapter } from '@/text/chapters';

/**
 * Gives the media element a text track with the chapters, which the seek bar shows: as its parts, and by the title at the
 * pointer.
 */
export function useChapterTrack(
  media: RefObject<HTMLMediaElement | null>,
  chapters: readonly Chapter[],
  durationSeconds: number,
): void {
  const track = useRef<TextTrack>(null);
  useEffect(() => {
    const element = media.current;
    if (!element || (chapters.length === 0 && !track.current)) return;
    track.current ??= element.addTextTrack('chapters', 'Chapters');
    const cues = chapters.map(({ startSeconds, title }, index) => {
      const end = chapters[index + 1]?.startSeconds ?? Math.max(durationSeconds, startSeconds + 1);
      return new VTTCue(startSeconds, end, escapeCue(title));
    });
    setCues(track.current, cues);
  }, [media, chapters, durationSeconds]);
}

function setCues(track: TextTrack, cues: readonly VTTCue[]): void {
  for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
  for (const cue of cues) track.addCue(cue);
  // The player reads the cues again when the mode changes.
  track.mode = 'disabled';
  track.mode = 'hidden';
}

/** The text of a cue is parsed like HTML. */
function escapeCue(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
