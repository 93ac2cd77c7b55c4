import 'server-only';
import { encryptFor } from '@/app/_lib/auth/encrypt-for';

/** Returns the fields of a message for words that belong to a person; none for an empty text. */
export async function encryptWords(userId: string, words: string) {
  return words === '' ? {} : { userId, ...(await encryptFor(userId, { words })) };
}
