import 'server-only';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isbot } from 'isbot';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { viewerIds } from '@/app/_lib/viewers/viewer-ids';
import type { Viewer } from '@/workers/view-counting/contract';

/** Returns who asks to watch a video, as far as views are audited by it. @throws if the database cannot be reached. */
export async function viewerOf(
  request: IncomingMessage,
  { videoId, ownerId }: { videoId: string; ownerId: string },
): Promise<Viewer> {
  const [ids, user] = await Promise.all([viewerIds(request.headers), signedInUser(request)]);
  return {
    ...ids,
    ownerId,
    isBot: isBot(request.headers),
    isCreator: user !== null && (user.userId === ownerId || (await worksOn(user, videoId))),
    openedAt: new Date().toISOString(),
  };
}

/** Returns whether a program asks that says so, or a browser that only prepares a page. */
function isBot({ 'user-agent': agent, 'sec-purpose': purpose }: IncomingHttpHeaders): boolean {
  return !agent || isbot(agent) || String(purpose ?? '').includes('prefetch');
}

/** Returns whether a video is in somebody's studio: their own, or one that they work on with others. */
async function worksOn(user: { userId: string }, videoId: string): Promise<boolean> {
  const [video] = await queryPrimaryAs(
    { userId: user.userId },
    views.selectFrom('creators_videos').where('videoId', '=', videoId).select('videoId'),
  );
  return video !== undefined;
}
