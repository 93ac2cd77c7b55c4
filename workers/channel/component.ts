import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import { decides, type Component } from '@message-db/runtime';
import { channelDecider } from './channel';
import { channel } from './contract';
import { keepsHandles, opens } from './handles';
import { makesImages } from './images/processing';

/** Keeps the pages of creators: their words, handles and pictures. Closes the channel of a deleted account. */
export function makeChannel(environment: Environment): Component {
  return {
    name: 'channel',
    subscriptions: [
      decides(channel, channelDecider),
      opens(),
      keepsHandles(),
      makesImages(environment, openStorage(environment, 'worker')),
    ],
  };
}
