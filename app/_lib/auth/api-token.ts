import 'server-only';
import { parse, stringify } from 'uuid';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { isEqual } from './is-equal';
import { rightsOfPerson } from './find-user';
import { may } from './permissions';
import { keyed } from './keyed';

/** What every token begins with, so that people and scanners of leaks recognise it. */
const PREFIX = 'vt_';
/** The bytes of a user's id, which is the first part of a token. */
const ID_BYTES = 16;

/**
 * Returns the API token with this id: the user, and 32 bytes that only this site can derive from the id. So it is stored
 * nowhere, and its page can show it again.
 */
export function apiTokenOf(userId: string, tokenId: string): string {
  return PREFIX + Buffer.concat([parse(userId), keyed('api-token', userId, tokenId)]).toString('base64url');
}

/** Returns the user whose present API token this is; null for another text, or if the account can be looked after only. */
export async function userOfApiToken(token: string): Promise<string | null> {
  const userId = claimedUser(token);
  if (userId === null) return null;
  const tokenId = await apiTokenIdOf(userId);
  if (tokenId === null || !isEqual(apiTokenOf(userId, tokenId), token)) return null;
  const rights = await rightsOfPerson(userId);
  return rights && may(rights, 'member') ? userId : null;
}

/** Returns the id of a user's API token; null if they have none. */
export async function apiTokenIdOf(userId: string): Promise<string | null> {
  const [row] = await queryPrimaryAs(
    { userId },
    views.selectFrom('user_credentials_api_tokens').where('userId', '=', userId).select('tokenId'),
  );
  return row?.tokenId ?? null;
}

/** Returns the user that a token says it is of; null for a text that is none. */
export function claimedUser(token: string): string | null {
  if (!token.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url').subarray(0, ID_BYTES);
  if (bytes.length < ID_BYTES) return null;
  try {
    return stringify(bytes);
  } catch {
    // No UUID.
    return null;
  }
}
