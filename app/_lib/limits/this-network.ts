import 'server-only';
import { headers } from 'next/headers';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER } from '@/app/_lib/http/client-address';
import { networkOf } from './network';

/** Returns the network of this request, for limits, or null if it has none. Only in server actions and Next's routes. */
export async function thisNetwork(): Promise<string | null> {
  const all = await headers();
  return networkOf(
    Object.fromEntries([CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER].map((name) => [name, all.get(name) ?? undefined])),
  );
}
