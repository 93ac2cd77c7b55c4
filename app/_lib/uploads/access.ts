import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { personRefusal } from '@/app/_lib/commands/page-stamp';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { CurrentUser } from '@/app/_lib/auth/find-user';
import { whyNot } from '@/app/_lib/auth/permissions';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendWebResponse, webRequest } from '@/app/_lib/http/web';
import { deleteUpload, findUpload, isComplete, uploaderOf, type StoredUpload } from './stored-upload';
import { UploadRefusal } from './metadata';
import { isDismissed } from './dismissed';

/**
 * Answers a request of the signed-in user, if it comes from a page of that user. Refusals and errors are answered with
 * a sentence. At 5xx a tus client tries again.
 * @param answer gets the request in the form that tus takes.
 */
export async function forUser(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (user: CurrentUser, web: Request) => Promise<Response>,
): Promise<void> {
  await sendWebResponse(request, response, await answerUser(request, answer));
}

async function answerUser(
  request: IncomingMessage,
  answer: (user: CurrentUser, web: Request) => Promise<Response>,
): Promise<Response> {
  try {
    const user = await signedInUser(request);
    if (!user) throw new UploadRefusal(401, 'not-signed-in', 'Sign in first.');
    if (personRefusal(request.headers[STAMP_HEADER.toLowerCase()], user)) {
      const sentence = `You’re now signed in as ${user.name}. This upload belongs to the person who started it.`;
      throw new UploadRefusal(403, 'other-person', sentence);
    }
    const refusal = whyNot(user, 'member');
    if (refusal !== null) throw new UploadRefusal(403, 'forbidden', refusal);
    return await answer(user, webRequest(request));
  } catch (error) {
    if (error instanceof UploadRefusal) return errorResponse(error.status, error.reason, error.message);
    console.error('An upload request failed:', error);
    return errorResponse(
      503,
      'unavailable',
      'The site can’t answer this just now. Nothing is lost. Try again in a moment.',
    );
  }
}

/**
 * The same, only for the user who began an upload. For everybody else it does not exist, nor for an editor who was
 * dismissed: that upload is deleted, unless all of it has arrived, because then it may be the file of a video.
 */
export async function forUploader(
  request: IncomingMessage,
  response: ServerResponse,
  uploadId: string,
  answer: (upload: StoredUpload, web: Request) => Promise<Response>,
): Promise<void> {
  await forUser(request, response, async ({ userId }, web) => {
    const upload = await findUpload(uploadId);
    const refusal = new UploadRefusal(404, 'no-such-upload', 'You have no such upload.');
    if (!upload || uploaderOf(upload) !== userId) throw refusal;
    if (await isDismissed(upload)) {
      if (!isComplete(upload)) await deleteUpload(upload.uploadId);
      throw refusal;
    }
    return answer(upload, web);
  });
}

/** A refusal in the form that the upload page reads: a reason and a sentence. A 503 asks the client to try again. */
export function errorResponse(status: number, reason: string, error: string): Response {
  const headers = { 'Cache-Control': 'no-store', ...(status === 503 && { 'Retry-After': '2' }) };
  return Response.json({ error, reason }, { status, headers });
}
