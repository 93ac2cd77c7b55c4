import type { Handler } from '@/app/_lib/http/handler';
import { canTakeCommands, sendHealth } from '@/app/api/health/health';

/** Answers whether this process can take what users send: forms, uploads, viewings. */
export const commandsHealth: Handler = async (_request, response) => sendHealth(response, await canTakeCommands());
