import 'server-only';
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { v4 as uuidOf } from 'uuid';
import { clientKey } from '@/app/_lib/http/client-address';
import { dailySalt } from './daily-salt';

/** Whose request it is, until the end of the day (UTC). Nobody can find out the address from them afterwards. */
export interface ViewerIds {
  /** A client's network and browser. People who share both look like one. */
  readonly visitorId: string;
  readonly networkId: string;
}

/** Returns the ids of the visitor and the network of a request. @throws if the database cannot be reached. */
export async function viewerIds(headers: IncomingHttpHeaders): Promise<ViewerIds> {
  const salt = await dailySalt();
  const hash = (...parts: readonly (string | undefined)[]) =>
    uuidOf({ random: createHmac('sha256', salt).update(JSON.stringify(parts)).digest().subarray(0, 16) });
  const network = clientKey(headers);
  return {
    visitorId: hash('visitor', network, headers['user-agent']),
    networkId: hash('network', network),
  };
}
