import type { Handler } from '@/app/_lib/http/handler';
import { newestFindable } from '../_queries/findable-videos';
import { ATOM, FEED_MAX, writeFeed } from '../feed';
import { sendText } from '../send-text';

/** The newest videos of the site. */
export const siteFeed: Handler = async (request, response) => {
  const videos = await newestFindable(FEED_MAX);
  const text = writeFeed({ title: 'Video Tutorials', path: '/feed.xml', pagePath: '/', videos });
  sendText(request, response, ATOM, text);
};
