import { encryptExample } from '@/personal-data/testing/example-keys';
import { channel } from '@/workers/channel/contract';
import { exampleHandleId } from '@/workers/channel/examples';
import type { History } from '@/workers/testing/aggregator';
import { ada, bob, zoe } from './history';

/** The channels of the people of the history, who have published something (Ada) and not (Bob), or are gone (Zoe). */
const { events } = channel;

export const claimId = '40000000-0000-4000-8000-000000000001';
export const picture = '30000000-0000-4000-8000-000000000001';
const banner = '30000000-0000-4000-8000-000000000002';
export const links = JSON.stringify([{ label: 'My boat', url: 'https://boat.example/' }]);

function claimed(userId: string, handle: string, attempt?: number) {
  const handleId = exampleHandleId(handle);
  const wanted = { userId, handleId, ...encryptExample(userId, { handle }), ...(attempt !== undefined && { attempt }) };
  return [channel.stream(handleId), events.HandleClaimed({ ...wanted, claimId })] as const;
}

export const channelHistory: History = [
  claimed(ada, 'ada', 0),
  claimed(ada, 'ada-knots'),
  claimed(bob, 'bob', 0),
  claimed(zoe, 'zoe', 0),
  [
    channel.stream(ada),
    events.HandleAdopted({ userId: ada, handleId: exampleHandleId('ada'), claimId }),
    events.ChannelEdited({ userId: ada, ...encryptExample(ada, { name: 'Ada’s knots', text: 'Knots.', links }) }),
    events.ImageAdded({ userId: ada, kind: 'picture', imageId: picture, addedAt: '2026-03-01T08:00:00.000Z' }),
    events.ImageReady({ userId: ada, kind: 'picture', imageId: picture, widths: [96, 192] }),
    events.ImageAdded({ userId: ada, kind: 'banner', imageId: banner, addedAt: '2026-03-01T08:00:00.000Z' }),
    events.ImageRejected({ userId: ada, kind: 'banner', imageId: banner, reason: 'too-small' }),
    events.ImageAdded({ userId: ada, kind: 'picture', imageId: banner, addedAt: '2026-03-01T09:00:00.000Z' }),
  ],
  [channel.stream(bob), events.ChannelEdited({ userId: bob, ...encryptExample(bob, { name: '' }) })],
  [
    channel.stream(zoe),
    events.ChannelEdited({ userId: zoe, ...encryptExample(zoe, { text: 'Who I was.' }) }),
    events.ChannelClosed({ userId: zoe }),
    events.HandleDropped({ userId: zoe, handleId: exampleHandleId('zoe'), claimId }),
  ],
  [channel.stream(exampleHandleId('zoe')), events.HandleReleased({ userId: zoe, handleId: exampleHandleId('zoe') })],
];
