'use client';

import { useEffect, useState, type RefObject } from 'react';
import { Choice } from './choice';

interface SpeedProps {
  media: RefObject<HTMLMediaElement | null>;
  rates: readonly number[];
}

const playAt = (media: HTMLMediaElement, rate: number) => void (media.playbackRate = rate);

/** Chooses the speed. In a narrow player, the bar has no room for it. */
export function Speed({ media, rates }: SpeedProps) {
  const [rate, setRate] = useState(1);
  useEffect(() => {
    const element = media.current;
    if (!element) return;
    const note = () => setRate(element.playbackRate);
    note();
    element.addEventListener('ratechange', note);
    return () => element.removeEventListener('ratechange', note);
  }, [media]);
  const choose = (chosen: string) => {
    if (media.current) playAt(media.current, Number(chosen));
  };
  return (
    <Choice
      label="Speed"
      value={String(rate)}
      choices={rates.map((each) => [String(each), each === 1 ? 'Normal' : `${each}×`] as const)}
      onChoose={choose}
    />
  );
}
