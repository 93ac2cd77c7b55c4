import 'server-only';
import { headers } from 'next/headers';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER, isThisMachine } from '@/app/_lib/http/client-address';
import { clientCounts, type ClientCounts } from '@/app/_lib/http/client-limit';

/** What one network may do. A school has one address for all of its computers. */
const LIMITS = {
  'wrong passwords': { max: 100, minutes: 15 },
  /** To the provider and back. */
  'sign-ins elsewhere': { max: 200, minutes: 15 },
  registrations: { max: 60, minutes: 60 },
  'changes of addresses': { max: 30, minutes: 60 },
  'links for passwords': { max: 30, minutes: 60 },
} as const;

/** The sentence that a user reads when their network has reached a limit. */
export const TOO_MANY_FROM_NETWORK =
  'Your network has asked for this too often, perhaps by others who share it. Try again in an hour.';

/**
 * Returns whether the network of this request has done too much of something. Requests of this machine itself have no limit.
 * Only in server actions and route handlers.
 */
export async function isNetworkLimited(what: keyof typeof LIMITS): Promise<boolean> {
  const client = await clientHeaders();
  return !isThisMachine(client) && countsOf(what).isFull(client);
}

/** Counts that the network of this request does something. Only in server actions and route handlers. */
export async function countForNetwork(what: keyof typeof LIMITS): Promise<void> {
  countsOf(what).count(await clientHeaders());
}

function countsOf(what: keyof typeof LIMITS): ClientCounts {
  const { max, minutes } = LIMITS[what];
  return oncePerProcess(`limit of ${what}`, () => clientCounts(max, minutes * 60_000));
}

async function clientHeaders() {
  const all = await headers();
  return Object.fromEntries(
    [CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER].map((name) => [name, all.get(name) ?? undefined]),
  );
}
