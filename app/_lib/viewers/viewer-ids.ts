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
  return {
    visitorId: hash(salt, 'visitor', clientKey(headers), headers['user-agent']),
    networkId: hash(salt, 'network', clientKey(headers)),
  };
}

/** Returns the id of the network alone. Films and reports need no more. @throws if the database cannot be reached. */
export async function networkIdOf(headers: IncomingHttpHeaders): Promise<string> {
  return hash(await dailySalt(), 'network', clientKey(headers));
}

/**
 * Returns the id of a network as far as a search for these words is concerned: it says nothing about its other searches and
 * viewings. @throws if the database cannot be reached.
 */
export async function searcherIdOf(headers: IncomingHttpHeaders, words: string): Promise<string> {
  return hash(await dailySalt(), 'search', words, clientKey(headers));
}

function hash(salt: Buffer, ...parts: readonly (string | undefined)[]): string {
  const digest = createHmac('sha256', salt).update(JSON.stringify(parts)).digest();
  return uuidOf({ random: digest.subarray(0, 16) });
}
