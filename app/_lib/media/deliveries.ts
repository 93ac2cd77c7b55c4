import 'server-only';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { environment } from '@/app/_lib/environment';
import { send } from '@/app/_lib/commands/send-command';
import { isClientHidden } from '@/app/_lib/http/client-address';
import { networkIdOf } from '@/app/_lib/viewers/viewer-ids';
import { viewAuditing } from '@/workers/view-auditing/contract';
import type { MediaFile } from './files';

const DAY_MS = 24 * 3600_000;
/** The most deliveries to one network that a process tells in a day: a program must not fill the message store. */
const NETWORK_MAX = 1000;
/** The most deliveries that a process remembers. When it forgets them it tells some again, which changes nothing. */
const REMEMBERED_MAX = 100_000;

let day = 0;
const told = new Set<string>();
const toldByNetwork = new Map<string, number>();

/** Returns whether this site can tell that it sent a film to this client: no other host does, and its address is known. */
export function seesDeliveries(headers: IncomingHttpHeaders): boolean {
  return environment.MEDIA_URL === undefined && !isClientHidden(headers);
}

/**
 * Tells view auditing that a network got the film of a video: a segment, or the answer that the playlist which a browser
 * kept holds, because it then has segments too. Once a day, network and video, by each process.
 */
export async function noteDelivery(request: IncomingMessage, response: ServerResponse, file: MediaFile): Promise<void> {
  if (request.method !== 'GET' || !seesDeliveries(request.headers) || !isFilm(file, response.statusCode)) return;
  try {
    await tell(await networkIdOf(request.headers), file.videoId);
  } catch (error) {
    console.error('Could not tell that a film was sent:', error);
  }
}

async function tell(networkId: string, videoId: string): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS);
  if (today !== day || told.size >= REMEMBERED_MAX) {
    day = today;
    told.clear();
    toldByNetwork.clear();
  }
  const key = `${networkId} ${videoId}`;
  const count = toldByNetwork.get(networkId) ?? 0;
  if (told.has(key) || count >= NETWORK_MAX) return;
  told.add(key);
  toldByNetwork.set(networkId, count + 1);
  try {
    const command = viewAuditing.commands.NoteDelivery({ networkId, videoId, at: new Date().toISOString() });
    await send(viewAuditing.commandStream(networkId), command);
  } catch (error) {
    told.delete(key);
    toldByNetwork.set(networkId, count);
    throw error;
  }
}

function isFilm({ isMutable, contentType }: MediaFile, status: number): boolean {
  return isMutable ? status === 304 : contentType.startsWith('video/') && (status === 200 || status === 206);
}
