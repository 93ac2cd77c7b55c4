'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { BegunVideo } from '@/app/_lib/watching/watching';
import type { BegunCard } from '@/app/api/videos/card';

const NO_CARDS: ReadonlyMap<string, BegunCard> = new Map();
const never = () => () => {};

/**
 * Fetches what cards show of begun videos. `cards` is null until they are there.
 * @param shown how many of them the page shows.
 */
export function useBegunCards(begun: readonly BegunVideo[], shown: number) {
  const [cards, setCards] = useState<ReadonlyMap<string, BegunCard> | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const isRunning = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // Some of them may not be there any more. A removed one needs no new answer.
  const wanted = begun.slice(0, 2 * shown).map(({ videoId }) => videoId);
  const missing = cards === null || wanted.some((videoId) => !cards.has(videoId)) ? wanted.join(' ') : '';
  // Another attempt asks the same again.
  const question = missing === '' ? '' : `${missing}#${attempt}`;
  useEffect(() => {
    const [videoIds = ''] = question.split('#');
    if (videoIds === '') return;
    const aborted = new AbortController();
    const query = new URLSearchParams(videoIds.split(' ').map((videoId) => ['video', videoId]));
    fetch(`/api/videos?${query}`, { signal: aborted.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The site answers ${response.status}.`);
        return (await response.json()) as { videos: BegunCard[] };
      })
      .then(({ videos }) => {
        setCards(new Map(videos.map((card) => [card.videoId, card])));
        setFailed(false);
      })
      .catch((error: Error) => {
        if (error.name !== 'AbortError') setFailed(true);
      });
    return () => aborted.abort();
  }, [question]);
  return {
    // Nothing is known to be begun until the page runs scripts.
    cards: begun.length === 0 ? (isRunning ? NO_CARDS : null) : cards,
    failed,
    retry: () => setAttempt((number) => number + 1),
  };
}
