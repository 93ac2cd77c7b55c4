import 'server-only';
import { query } from '@/app/_lib/queries/database';

/** All views of all tutorials, ever. The row comes with the first of them. */
export async function totalViews(): Promise<number> {
  const [totals] = await query<{ views: number }>('SELECT views FROM view.home_page_totals');
  return totals?.views ?? 0;
}
