import { channelByAnyHandle } from '@/app/_lib/channels/channel-queries';
import type { Handler } from '@/app/_lib/http/handler';
import { query } from '@/app/_lib/queries/database';
import { newestFindable } from '@/app/_machines/_queries/findable-videos';
import { ATOM, FEED_MAX, writeFeed } from '@/app/_machines/feed';
import { sendRefusal, sendText } from '@/app/_machines/send-text';
import { isHandle } from '@/text/handles';
import { creatorPath } from '@/text/paths';

/** The newest videos of a creator. An earlier handle leads to the present one. */
export const creatorsFeed: Handler = async (request, response, { params }) => {
  const handle = params.handle!;
  const creator = isHandle(handle) ? await creatorByHandle(handle) : undefined;
  if (!creator?.handle) return sendRefusal(response, 404, 'There is no such creator.');
  const pagePath = creatorPath(creator.handle);
  const path = `${pagePath}/feed.xml`;
  if (creator.handle !== handle) {
    return void response.writeHead(307, { Location: path, 'Cache-Control': 'no-cache', 'Content-Length': 0 }).end();
  }
  const videos = await newestFindable(FEED_MAX, creator.userId);
  sendText(request, response, ATOM, writeFeed({ title: creator.name, author: creator.name, path, pagePath, videos }));
};

async function creatorByHandle(handle: string) {
  const [row] = await query(channelByAnyHandle(handle));
  return row;
}
