import 'server-only';
import { queryShared } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns the number of views of all tutorials. The row appears with the first view. */
export async function totalViews(): Promise<number> {
  const [totals] = await queryShared(views.selectFrom('home_page_totals').select('views'), () => ['home']);
  return totals?.views ?? 0;
}
