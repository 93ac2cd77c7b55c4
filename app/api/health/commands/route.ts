import { canTakeCommands, healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Whether this process can take what people send: forms, uploads, viewings. */
export async function GET(): Promise<Response> {
  return healthResponse(await canTakeCommands());
}
