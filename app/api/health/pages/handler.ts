import type { Handler } from '@/app/_lib/http/handler';
import { canServePages, sendHealth } from '@/app/api/health/health';

/** Answers whether this process can serve pages. With a replica that works while the primary is down. */
export const pagesHealth: Handler = async (_request, response) => sendHealth(response, await canServePages());
