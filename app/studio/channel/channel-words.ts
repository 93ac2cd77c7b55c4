import type { OwnChannel } from '@/app/studio/_queries/own-channel';
import type { ChannelWords } from './channel-fields';

/** Returns the words that the form of a channel shows. Pure. */
export function channelWords(own: OwnChannel | null): ChannelWords {
  return { name: own?.ownName ?? '', handle: own?.handle ?? '', text: own?.text ?? '', links: own?.links ?? [] };
}
