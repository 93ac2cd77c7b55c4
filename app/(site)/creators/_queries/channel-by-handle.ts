import 'server-only';
import { cache } from 'react';
import { currentUser } from '@/app/_lib/auth/current-user';
import { channelOf, type Channel } from '@/app/_lib/channels/channel';
import { channelByAnyHandle } from '@/app/_lib/channels/channel-queries';
import { dependsOn } from '@/app/_lib/pages/dependencies';
import { queryAs } from '@/app/_lib/queries/database';
import { isHandle } from '@/text/handles';

/**
 * Returns the channel to which a handle leads, if the viewer may see it: everyone may once something of it can be
 * watched, before that only its person. It may have another handle by now. Cached per request.
 */
export const channelByHandle = cache(async (handle: string): Promise<Channel | null> => {
  if (!isHandle(handle)) return null;
  const [row] = await queryAs(await currentUser(), channelByAnyHandle(handle));
  // What is not there may be published.
  dependsOn(row ? [`creator:${row.userId}`, 'published'] : ['published']);
  return row ? channelOf(row) : null;
});
