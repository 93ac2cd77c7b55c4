import { forUser } from '@/app/_lib/uploads/access';
import { beginUpload } from '@/app/_lib/uploads/begin';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { answerTus } from '@/app/_lib/uploads/server';

export const dynamic = 'force-dynamic';

/** Begins a resumable upload (tus 1.0, https://tus.io/protocols/resumable-upload). */
export async function POST(request: Request): Promise<Response> {
  return forUser(async ({ userId }) => {
    maintainUploads();
    return beginUpload(request, userId);
  });
}

/** Answers which features of tus this server supports. */
export async function OPTIONS(request: Request): Promise<Response> {
  return answerTus(request);
}
