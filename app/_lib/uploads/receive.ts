import 'server-only';
import { utimes } from 'node:fs/promises';
import { isComplete, uploadPath, type StoredUpload } from './stored-upload';
import { isReserved, onePromiseAtATime, readLedger, freeBytesForUploads } from './ledger';
import { noMoreRoom } from './limits';
import { answerTus } from './server';

/**
 * Takes the next bytes of an upload. One that rested for long reserves the space for its rest again, if there is any.
 * @throws {UploadRefusal} when the disk is full; what has arrived is kept.
 */
export async function receiveBytes(request: Request, upload: StoredUpload): Promise<Response> {
  if (!isComplete(upload) && !isReserved(upload)) await onePromiseAtATime(() => reserveAgain(upload));
  const sent = Number(request.headers.get('content-length') ?? 0);
  if ((await freeBytesForUploads()) < Math.min(sent, upload.bytes - upload.received)) throw noMoreRoom();
  return answerTus(request);
}

async function reserveAgain({ uploadId, ownerId, bytes, received }: StoredUpload): Promise<void> {
  const { free } = await readLedger(ownerId, uploadId);
  if (free < bytes - received) throw noMoreRoom();
  await utimes(uploadPath(uploadId), new Date(), new Date());
}
