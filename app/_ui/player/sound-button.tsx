'use client';

import { VolumeX } from 'lucide-react';
import { useEffect, type RefObject } from 'react';

interface SoundButtonProps {
  media: RefObject<HTMLMediaElement | null>;
  turnOn: () => void;
  /** Called when there is sound, by this button or by another control. */
  onSound: () => void;
}

/** Turns on the sound of a video that plays by itself, because the browser allows none before somebody clicks. */
export function SoundButton({ media, turnOn, onSound }: SoundButtonProps) {
  useEffect(() => {
    const element = media.current;
    const onChange = () => {
      if (element && !element.muted) onSound();
    };
    element?.addEventListener('volumechange', onChange);
    return () => element?.removeEventListener('volumechange', onChange);
  }, [media, onSound]);
  return (
    <button type="button" onClick={turnOn} className="player-sound" {...{ noautohide: '' }}>
      <VolumeX aria-hidden />
      Turn on the sound
    </button>
  );
}
