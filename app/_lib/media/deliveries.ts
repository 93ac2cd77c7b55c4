import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from '@/app/_lib/commands/send-command';
import { viewerIds } from '@/app/_lib/viewers/viewer-ids';
import { viewAuditing } from '@/workers/view-auditing/contract';
import type { MediaFile } from './files';

const DAY_MS = 24 * 3600_000;
/** The most deliveries of one network that a process tells in a day: a program must not fill the message store. */
const NETWORK_MAX = 1000;
/** The most deliveries that a process remembers. When it forgets them it tells some again, which changes nothing. */
const REMEMBERED_MAX = 100_000;

let day = 0;
const told = new Set<string>();
const toldByNetwork = new Map<string, number>();

/**
 * Tells view auditing that somebody got the film of a video: a segment, or the answer that the playlist which they kept
 * holds, because their browser then has segments too. Once a day and visitor, by each process.
 */
export async function noteDelivery(request: IncomingMessage, response: ServerResponse, file: MediaFile): Promise<void> {
  if (request.method !== 'GET' || !isFilm(file, response.statusCode)) return;
  try {
    await tell(await viewerIds(request.headers), file.videoId);
  } catch (error) {
    console.error('Could not tell that a film was sent:', error);
  }
}

async function tell({ visitorId, networkId }: { visitorId: string; networkId: string }, videoId: string) {
  const today = Math.floor(Date.now() / DAY_MS);
  if (today !== day || told.size >= REMEMBERED_MAX) {
    day = today;
    told.clear();
    toldByNetwork.clear();
  }
  const key = `${visitorId} ${videoId}`;
  const count = toldByNetwork.get(networkId) ?? 0;
  if (told.has(key) || count >= NETWORK_MAX) return;
  told.add(key);
  toldByNetwork.set(networkId, count + 1);
  const at = new Date().toISOString();
  try {
    const command = viewAuditing.commands.NoteDelivery({ networkId, visitorId, videoId, at });
    await send(viewAuditing.commandStream(networkId), command);
  } catch (error) {
    told.delete(key);
    throw error;
  }
}

function isFilm({ isMutable, contentType }: MediaFile, status: number): boolean {
  return isMutable ? status === 304 : contentType.startsWith('video/') && (status === 200 || status === 206);
}
