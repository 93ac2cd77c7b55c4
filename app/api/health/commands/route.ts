import { canTakeCommands, healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Answers whether this process can take what users send: forms, uploads, viewings. */
export async function GET(): Promise<Response> {
  return healthResponse(await canTakeCommands());
}
