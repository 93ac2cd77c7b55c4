'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { Chapter } from '@/text/chapters';
import { wholeSeconds } from '@/text/times';

/*
 * Where the player of the page is. The player says it here, and whatever follows it reads it here: chapters, the
 * transcript, forms of the studio.
 */

const EVENTS = ['timeupdate', 'seeking', 'loadedmetadata'];

const listeners = new Set<() => void>();
let player: HTMLMediaElement | null = null;
let seconds: number | null = null;

/** Makes a media element the player of the page. @returns a function that ends this. */
export function followPlayer(media: HTMLMediaElement): () => void {
  const note = () => tell(media.currentTime);
  player = media;
  for (const type of EVENTS) media.addEventListener(type, note);
  return () => {
    for (const type of EVENTS) media.removeEventListener(type, note);
    if (player !== media) return;
    player = null;
    tell(null);
  };
}

function tell(at: number | null): void {
  seconds = at;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns where the player of the page is, in seconds: at the beginning until somebody plays. */
export function playerTime(): number {
  return player?.currentTime ?? 0;
}

/**
 * Returns what follows from the time of the page's player. The component renders again when it is another value.
 * @param valueAt takes seconds, or null until somebody plays.
 */
function usePlayer<Value extends number | null>(valueAt: (seconds: number | null) => Value): Value {
  return useSyncExternalStore(
    subscribe,
    () => valueAt(seconds),
    () => valueAt(null),
  );
}

/** Returns where the player is, in whole seconds; null until somebody plays. */
export function usePlayerSeconds(): number | null {
  return usePlayer(secondsAt);
}

const secondsAt = (at: number | null) => (at === null ? null : wholeSeconds(at));

/** Returns the index of the chapter that is playing; -1 before the first one, and until somebody plays. */
export function usePlayingChapter(chapters: readonly Chapter[]): number {
  return usePlayingEntry(useCallback((at: number) => chapterAt(chapters, at), [chapters]));
}

/**
 * Returns the index of the entry of a list that is playing; -1 until somebody plays.
 * @param indexAt returns the index of the entry at a time, in seconds.
 */
export function usePlayingEntry(indexAt: (seconds: number) => number): number {
  return usePlayer((at) => (at === null ? -1 : indexAt(at)));
}

/** Returns the index of the chapter at a time, in seconds; -1 before the first one. Pure. */
export function chapterAt(chapters: readonly Chapter[], at: number): number {
  return chapters.findLastIndex(({ startSeconds }) => startSeconds <= at);
}
