import 'server-only';
import { decode, type JWT } from 'next-auth/jwt';
import { secret } from './keyed';

/** Returns what a sealed cookie of this name holds, or null if it has expired or this site has not made it. */
export async function openSealed(name: string, value: string): Promise<JWT | null> {
  const token = await decode({ token: value, secret: secret() }).catch(() => null);
  return token?.cookie === name ? token : null;
}
