import { z } from 'zod';
import { isExportUrlGood } from '@/app/_lib/auth/export-url';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { attachment } from '@/app/_lib/http/attachment';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { sendFile } from '@/app/_lib/media/send-file';
import { storage } from '@/app/_lib/storage';
import { dataExportOf } from '@/app/(account)/account/data/data-export';
import { exportFileName } from '@/workers/exporting/contract';

const NO_STORE = { 'Cache-Control': 'no-store' };

/** Sends a person their export, by an address that the page about it has made lately. */
export const dataExport: Handler = async (request, response, { params }) => {
  const exportId = z.uuid().toLowerCase().safeParse(params.exportId).data;
  const user = await signedInUser(request);
  if (!exportId || !user) return sendError(response, 404, 'You have no such archive.', NO_STORE);
  const { searchParams } = new URL(request.url!, 'http://localhost');
  if (!isExportUrlGood(user.userId, exportId, searchParams))
    return sendError(response, 403, 'This address has expired. Open the page with your data again.', NO_STORE);
  const made = await dataExportOf(user.userId);
  const about = {
    contentType: 'application/zip',
    cacheControl: 'private, no-store',
    disposition: attachment(`my-data-${made?.requestedAt.toISOString().slice(0, 10)}.zip`),
  };
  if (made?.exportId === exportId && made.bytes !== null) {
    if (await sendFile(request, response, storage(), exportFileName(exportId), about)) return;
  }
  sendError(response, 404, 'This archive is no longer stored. Make a new one.', NO_STORE);
};
