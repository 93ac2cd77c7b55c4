import 'server-only';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isbot } from 'isbot';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { seesDeliveries } from '@/app/_lib/media/deliveries';
import { dayOf } from '@/app/_lib/viewers/daily-salt';
import { isClientHidden } from '@/app/_lib/http/client-address';
import { viewerIds } from '@/app/_lib/viewers/viewer-ids';
import type { Viewer } from '@/workers/view-counting/contract';

/** Ids change at midnight (UTC). Around it, a film may have been sent to another id than that of its viewing. */
const CHANGING_MS = 5 * 60_000;

/** Returns who asks to watch a video, as far as views are audited by it. @throws if the database cannot be reached. */
export async function viewerOf(
  request: IncomingMessage,
  { videoId, ownerId }: { videoId: string; ownerId: string },
  now = Date.now(),
): Promise<Viewer> {
  const [ids, user] = await Promise.all([viewerIds(request.headers), signedInUser(request)]);
  const isCreator = user !== null && (user.userId === ownerId || (await worksOn(user, videoId)));
  const isChanging = dayOf(now - CHANGING_MS) !== dayOf(now + CHANGING_MS);
  return {
    // A creator's ids would say whose other viewings of the day are. Hidden clients would all have the same.
    ...(isCreator || isClientHidden(request.headers) ? { visitorId: randomUUID(), networkId: randomUUID() } : ids),
    ownerId,
    isBot: isBot(request.headers),
    isCreator,
    openedAt: new Date(now).toISOString(),
    seesDeliveries: seesDeliveries(request.headers) && !isChanging,
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
