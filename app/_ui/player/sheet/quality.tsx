'use client';

import { useEffect, useState, type RefObject } from 'react';
import type { HlsVideoElement } from '../source/use-hls';
import { Choice } from './choice';

const EVENTS = ['addrendition', 'removerendition', 'change'];

interface Qualities {
  /** By the index of each rendition; the number of its lines. */
  readonly lines: readonly number[];
  /** -1: the player chooses by the connection. */
  readonly chosen: number;
}

const select = (media: HlsVideoElement, index: number) => void (media.videoRenditions.selectedIndex = index);

/** Chooses among the renditions of the video; nothing if the browser chooses itself. */
export function Quality({ media }: { media: RefObject<HlsVideoElement | null> }) {
  const [{ lines, chosen }, setQualities] = useState<Qualities>({ lines: [], chosen: -1 });
  useEffect(() => {
    const renditions = media.current?.videoRenditions;
    if (!renditions) return;
    const note = () =>
      setQualities({
        lines: [...renditions].map(({ width = 0, height = 0 }) => Math.min(width, height) || height),
        chosen: renditions.selectedIndex,
      });
    note();
    for (const type of EVENTS) renditions.addEventListener(type, note);
    return () => {
      for (const type of EVENTS) renditions.removeEventListener(type, note);
    };
  }, [media]);
  if (lines.length === 0) return null;
  const choose = (index: string) => {
    if (media.current) select(media.current, Number(index));
  };
  const names = lines.map((each, index) => [String(index), `${each}p`] as const);
  return (
    <Choice
      label="Quality"
      value={String(chosen)}
      choices={[
        ['-1', 'Automatic'],
        ...names.toSorted(([one], [other]) => lines[Number(other)]! - lines[Number(one)]!),
      ]}
      onChoose={choose}
    />
  );
}
