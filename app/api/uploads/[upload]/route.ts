import { isComplete } from '@/app/_lib/uploads/stored-upload';
import { forOwner } from '@/app/_lib/uploads/access';
import { postUpload } from '@/app/_lib/uploads/posting';
import { receiveBytes } from '@/app/_lib/uploads/receive';
import { answerTus } from '@/app/_lib/uploads/server';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ upload: string }>;
}

/**
 * Answers how many bytes of the upload have arrived. Posts a complete one first, in case that failed when it completed:
 * this may be the client's last request.
 */
export async function HEAD(request: Request, { params }: Context): Promise<Response> {
  return forOwner(params, async (upload) => {
    if (isComplete(upload)) await postUpload(upload);
    return answerTus(request);
  });
}

/** Takes the next bytes of the upload. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return forOwner(params, (upload) => receiveBytes(request, upload));
}

/** Deletes an unfinished upload. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return forOwner(params, () => answerTus(request));
}
