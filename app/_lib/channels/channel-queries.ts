import 'server-only';
import type { Expression } from 'kysely';
import { views } from '@/app/_lib/queries/views';

/** The handle of a person: of those that lead to their page, the one that was claimed last. For a `select`. */
export function handleOf(userId: Expression<string>) {
  return views
    .selectFrom('channels_handles as handle')
    .where('handle.userId', '=', userId)
    .orderBy('handle.claimedAt', 'desc')
    .orderBy('handle.handleId')
    .limit(1)
    .select('handle.handle');
}

/** The name that a person gave their channel. Null for that of their account. For a `select`. */
export function channelNameOf(userId: Expression<string>) {
  return views.selectFrom('channels as named').where('named.userId', '=', userId).select('named.name');
}

/** Begins a query of the people who have a channel, with `account`, `channel` and the columns of a `ChannelRow`. */
export function channelRows() {
  return views
    .selectFrom('channels_names as account')
    .leftJoin('channels as channel', 'channel.userId', 'account.userId')
    .select(({ fn, ref }) => [
      'account.userId',
      fn.coalesce('channel.name', 'account.name').as('name'),
      handleOf(ref('account.userId')).as('handle'),
      'channel.text',
      'channel.links',
      'channel.pictureId',
      'channel.pictureWidths',
      'channel.bannerId',
      'channel.bannerWidths',
    ]);
}

/** Returns a query of the channel to which a handle leads. It may have another handle by now. */
export function channelByAnyHandle(handle: string) {
  return channelRows()
    .innerJoin('channels_handles as wanted', 'wanted.userId', 'account.userId')
    .where('wanted.handle', '=', handle)
    .limit(1);
}
