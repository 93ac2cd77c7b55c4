'use client';

import { useSyncExternalStore } from 'react';
import { usePosition } from '@/app/_lib/watching/use-watching';
import { decideStart, type Start } from './start';

const never = () => () => {};

/**
 * Returns where a video starts by itself, and a function that says where it starts now, with what was clicked and the
 * present address.
 * @param videoId null if nothing is kept about it, as in a preview.
 */
export function useStart(
  videoId: string | null,
  lengthSeconds: number,
): [start: Start, startNow: (clicked: number | null) => Start] {
  const query = useSyncExternalStore(
    never,
    () => location.search,
    () => '',
  );
  const kept = usePosition(videoId)?.seconds ?? null;
  return [
    decideStart({ clicked: null, query, kept }, lengthSeconds),
    (clicked) => decideStart({ clicked, query: location.search, kept }, lengthSeconds),
  ];
}
