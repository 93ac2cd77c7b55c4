import { send } from '@/app/_lib/commands/send-command';
import { clientLimit } from '@/app/_lib/http/client-limit';
import { redirect, sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { unsubscribeLink } from '@/app/(account)/unsubscribe/link';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';

/** Requests of one network in an hour. A provider of mail sends those of many people. */
const unsubscribesTooMany = clientLimit(600, 3600_000);

/**
 * The address in the header `List-Unsubscribe` of a mail (RFC 8058): POST unsubscribes the person of the link, without a page. GET
 * leads to the page, because programs that check links open them too.
 */
export const unsubscribe: Handler = async (request, response) => {
  const { searchParams } = new URL(request.url!, 'http://localhost');
  if (request.method !== 'POST') return redirect(request, response, `/unsubscribe?${searchParams}`);
  const link = unsubscribeLink.safeParse(Object.fromEntries(searchParams));
  if (!link.success) return sendError(response, 400, 'This is not a link of one of our emails.');
  if (unsubscribesTooMany(request.headers)) return sendError(response, 429, 'Too many. Try again in an hour.');
  const { user: userId, token: unsubscribeToken } = link.data;
  try {
    const command = weeklySummaries.commands.UnsubscribeByLink({ userId, unsubscribeToken });
    await send(weeklySummaries.commandStream(userId), command);
  } catch (error) {
    console.error('Could not unsubscribe:', error);
    return sendError(response, 503, 'Not done. Try again in a moment.');
  }
  sendJson(response, 202, { unsubscribed: 'soon' }, { 'Cache-Control': 'no-store' });
};
