import 'server-only';
import { query } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** All views of all tutorials, ever. The row comes with the first of them. */
export async function totalViews(): Promise<number> {
  const [totals] = await query(views.selectFrom('home_page_totals').select('views'));
  return totals?.views ?? 0;
}
