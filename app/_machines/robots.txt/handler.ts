import type { Handler } from '@/app/_lib/http/handler';
import { absolute } from '@/app/_lib/media/addresses';
import { sendText } from '../send-text';

/**
 * What search engines leave alone: pages of one person, and data. They may load pictures and captions, which stand in
 * results. What must not be found, such as an unlisted video, says so itself, and has to be read for that.
 */
const RULES = [
  'User-agent: *',
  'Allow: /api/media/',
  'Allow: /api/captions/',
  'Allow: /api/channels/',
  'Disallow: /api/',
  'Disallow: /studio',
  'Disallow: /admin',
  'Disallow: /account',
  'Disallow: /outbox',
];

/** Tells search engines what to read, and where the site map is. */
export const robots: Handler = (request, response) => {
  const text = [...RULES, '', `Sitemap: ${absolute('/sitemap.xml')}`, ''].join('\n');
  sendText(request, response, 'text/plain; charset=utf-8', text);
};
