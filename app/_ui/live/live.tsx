'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { follow, type LiveTopic } from './live-stream';
import { refreshSafely } from '@/app/_ui/page/refresh-safely';

/**
 * Makes the page follow the events: when a topic has news, the server renders the page again and React changes what
 * differs. A stale page follows no more. All `Live`s of a tab share one stream.
 */
export function Live({ topics }: { topics: readonly LiveTopic[] }) {
  const router = useRouter();
  const key = topics.join(' ');
  useEffect(
    () => follow(key.split(' ').filter(Boolean) as LiveTopic[], () => void refreshSafely(() => router.refresh())),
    [key, router],
  );
  // A page that has not loaded its scripts yet reads its topics here.
  return <template data-topics={key} />;
}
