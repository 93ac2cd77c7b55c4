import 'server-only';
import type { Readable } from 'node:stream';
import { freeBytesForUploads, uploadPlace } from './place';
import { isComplete, uploaderOf, type StoredUpload } from './stored-upload';
import { isReserved, oneReservationAtATime, readLedger } from './ledger';
import { noSpaceLeft } from './limits';
import { withIncoming } from './incoming';
import { whileMoving } from './moving';
import { answerTus } from './server';

/**
 * Takes the next bytes of an upload. If its reservation has expired, it reserves the space for its rest again, if there
 * is any.
 * @param request without its body, which is `bytes`.
 * @throws {UploadRefusal} if the disk is full; bytes that have arrived are kept.
 */
export async function receiveBytes(request: Request, bytes: Readable, upload: StoredUpload): Promise<Response> {
  if (!isComplete(upload) && !isReserved(upload)) await oneReservationAtATime(() => reserveAgain(upload));
  const sent = Number(request.headers.get('content-length') ?? 0);
  if ((await freeBytesForUploads()) < Math.min(sent, upload.bytes - upload.received)) throw noSpaceLeft();
  return whileMoving(upload, () => withIncoming(request, bytes, upload.bytes, answerTus));
}

async function reserveAgain(upload: StoredUpload): Promise<void> {
  const { uploadId, ownerId, bytes, received } = upload;
  const { free } = await readLedger(ownerId, uploaderOf(upload), uploadId);
  if (free < bytes - received) throw noSpaceLeft();
  await (await uploadPlace()).renew(uploadId);
}
