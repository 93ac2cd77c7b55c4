import type { channel } from '@/workers/channel/contract';
import type { OpenedEvent } from '../read';

type ChannelEvent = OpenedEvent<typeof channel>;

/** Returns what a person has said of themselves on their page, and its addresses. Pure. */
export function channelOf(events: readonly ChannelEvent[], handles: readonly ChannelEvent[], siteUrl: string) {
  let words: Record<string, unknown> = {};
  for (const { type, data } of events) {
    if (type !== 'ChannelEdited') continue;
    const { name, text, links } = data;
    words = {
      ...words,
      ...(name !== undefined && { name }),
      ...(text !== undefined && { text }),
      ...(links !== undefined && { links: links === null ? [] : (JSON.parse(links) as unknown) }),
    };
  }
  const claimed = handles.flatMap(({ type, data }) => (type === 'HandleClaimed' ? (data.handle ?? []) : []));
  return { ...words, pages: [...new Set(claimed)].map((handle) => `${siteUrl}/creators/${handle}`) };
}
