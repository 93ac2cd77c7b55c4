import type { Handler } from '@/app/_lib/http/handler';
import { sendHealth } from '@/app/api/health/health';

/** Answers that this process is alive. A process that does not answer must be restarted. */
export const liveHealth: Handler = (_request, response) => sendHealth(response, true);
