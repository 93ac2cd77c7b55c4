import { randomUUID } from 'node:crypto';
import { connect } from '../connect';
import { paceOf } from '../writers';

/** Counts views as most sites do: each in a statement of its own that updates the video's row. */
export async function updatePerView(url: string, writers: number) {
  const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
  const [first] = clients;
  const id = randomUUID();
  await first!.query('CREATE TABLE public.hot_videos (id uuid PRIMARY KEY, views bigint NOT NULL)');
  await first!.query('INSERT INTO public.hot_videos VALUES ($1, 0)', [id]);
  const statement = {
    name: 'count a view',
    text: 'UPDATE public.hot_videos SET views = views + 1 WHERE id = $1',
    values: [id],
  };
  let counted = 0;
  return {
    /** @returns views a second. @throws if not each is counted. */
    async countFor(milliseconds: number): Promise<number> {
      const startedAt = performance.now();
      let done = 0;
      await Promise.all(
        clients.map(async (client) => {
          while (performance.now() - startedAt < milliseconds) {
            await client.query(statement);
            done += 1;
          }
        }),
      );
      const { rate } = paceOf(done, startedAt);
      counted += done;
      const { rows } = await first!.query<{ views: number }>('SELECT views FROM public.hot_videos');
      if (Number(rows[0]?.views) !== counted)
        throw new Error(`void: ${counted} views were made, ${rows[0]?.views} counted`);
      return rate;
    },
    close: () => Promise.all(clients.map((client) => client.end())),
  };
}
