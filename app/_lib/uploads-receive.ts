import 'server-only';
import { utimes } from 'node:fs/promises';
import { isComplete, uploadPath, type StoredUpload } from './uploads';
import { isReserved, onePromiseAtATime, readLedger, roomForUploads } from './uploads-ledger';
import { noMoreRoom } from './uploads-limits';
import { answerTus } from './uploads-server';

/**
 * Takes the next bytes of an upload. One that rested for long gets the room for its rest again, if there is any.
 * @throws {UploadRefusal} when there is no room; what has arrived is kept.
 */
export async function receiveBytes(request: Request, upload: StoredUpload): Promise<Response> {
  if (!isComplete(upload) && !isReserved(upload)) await onePromiseAtATime(() => reserveAgain(upload));
  const sent = Number(request.headers.get('content-length') ?? 0);
  if ((await roomForUploads()) < Math.min(sent, upload.bytes - upload.received)) throw noMoreRoom();
  return answerTus(request);
}

async function reserveAgain({ uploadId, ownerId, bytes, received }: StoredUpload): Promise<void> {
  const { room } = await readLedger(ownerId, uploadId);
  if (room < bytes - received) throw noMoreRoom();
  await utimes(uploadPath(uploadId), new Date(), new Date());
}
