'use client';

import type { Chapter } from '@/text/chapters';
import { usePlayingChapter } from '../time/player-time';

/** The name of the chapter that is playing, in the bar of the player. It takes the room between the controls. */
export function ChapterName({ chapters }: { chapters: readonly Chapter[] }) {
  const chapter = chapters[usePlayingChapter(chapters)];
  return (
    <span className="player-chapter" dir="auto">
      {chapter?.title}
    </span>
  );
}
