import type { Handler } from '@/app/_lib/http/handler';
import { ARRIVED_BUT_UNAVAILABLE } from '@/app/_lib/uploads/limits';
import { isComplete } from '@/app/_lib/uploads/stored-upload';
import { forUploader, errorResponse } from '@/app/_lib/uploads/access';
import { postUploadAndWait } from '@/app/_lib/uploads/posting';
import { ARCHIVES_MAX } from '@/workers/importing/contract';

/**
 * Makes a video of an upload whose bytes have all arrived, or adds an archive to the imports. Safe to repeat until it
 * answers 200 with `{ videoId, status: 'done' | 'queued' | 'parked', traceId }`. `done` means that the studio shows the
 * video.
 */
export const completion: Handler = async (request, response, { params }) =>
  forUploader(request, response, params.upload!, async (upload) => {
    if (!isComplete(upload)) {
      return errorResponse(
        409,
        'incomplete',
        `${upload.received} of ${upload.bytes} bytes are here: send the rest first.`,
      );
    }
    const outcome = await postUploadAndWait(upload);
    if (outcome.status === 'rejected') {
      const { reason } = outcome.rejection;
      if (reason === 'unavailable') return errorResponse(503, reason, ARRIVED_BUT_UNAVAILABLE);
      const sentence =
        upload.purpose === 'archive'
          ? `You already have ${ARCHIVES_MAX} archives here, which is the limit. Import their videos and delete them first.`
          : 'This file can’t replace the one this video has.';
      return errorResponse(409, reason, sentence);
    }
    return Response.json({ videoId: upload.videoId, status: outcome.status, traceId: outcome.traceId });
  });
