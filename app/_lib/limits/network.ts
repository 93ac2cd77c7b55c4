import type { IncomingHttpHeaders } from 'node:http';
import { clientKey, isClientHidden, isThisMachine } from '@/app/_lib/http/client-address';

/**
 * Returns the network of a request, for limits. Null for this machine itself, and for hidden clients, who look like one network:
 * these have no limits.
 */
export function networkOf(headers: IncomingHttpHeaders): string | null {
  return isThisMachine(headers) || isClientHidden(headers) ? null : clientKey(headers);
}
