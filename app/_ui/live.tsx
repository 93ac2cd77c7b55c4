'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { follow } from './live-stream';

/**
 * Makes the page follow the events: whenever a topic has news, the server renders the page anew and React changes
 * what differs. All of a tab's `Live` share one stream.
 */
export function Live({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  const key = topics.join(' ');
  useEffect(() => follow(key.split(' ').filter(Boolean), () => router.refresh()), [key, router]);
  return null;
}
