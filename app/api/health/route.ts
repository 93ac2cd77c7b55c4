import { query } from '@/app/_lib/database';

export const dynamic = 'force-dynamic';

/** Whether this process can serve pages: 200 when it reaches the database, 503 when not. */
export async function GET(): Promise<Response> {
  try {
    await query('SELECT 1');
    return Response.json({ status: 'ok' });
  } catch {
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}
