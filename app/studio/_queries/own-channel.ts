import 'server-only';
import { channelOf, type Channel } from '@/app/_lib/channels/channel';
import { channelRows } from '@/app/_lib/channels/channel-queries';
import { queryAs } from '@/app/_lib/queries/database';
import type { Views } from '@/workers/aggregators/contract';

/** The channel of its own person, with what is under way. */
export interface OwnChannel extends Channel {
  readonly accountName: string;
  /** Null for the name of the account. */
  readonly ownName: string | null;
  /** Whether a new file is being made into the picture, and why the last one could not be. */
  readonly states: Readonly<
    Record<'picture' | 'banner', { isPending: boolean; problem: Views['channels']['pictureProblem'] }>
  >;
}

/** Returns a person's own channel. Null until the site knows their account. */
export async function ownChannel(userId: string): Promise<OwnChannel | null> {
  const [row] = await queryAs(
    { userId },
    channelRows()
      .where('account.userId', '=', userId)
      .select([
        'account.name as accountName',
        'channel.name as ownName',
        'channel.isPicturePending',
        'channel.pictureProblem',
        'channel.isBannerPending',
        'channel.bannerProblem',
      ]),
  );
  if (!row) return null;
  return {
    ...channelOf(row),
    accountName: row.accountName,
    ownName: row.ownName,
    states: {
      picture: { isPending: row.isPicturePending === true, problem: row.pictureProblem },
      banner: { isPending: row.isBannerPending === true, problem: row.bannerProblem },
    },
  };
}
