import 'server-only';
import { headers as requestHeaders } from 'next/headers';
import { checkPerson } from '@/app/_lib/commands/page-stamp';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import { currentUser, type CurrentUser } from '@/app/_lib/auth/current-user';
import { findUpload, type StoredUpload } from './stored-upload';
import { UploadRefusal } from './metadata';

/**
 * Answers a request of the signed-in user, if it comes from a page of that user. Refusals and errors are answered with
 * a sentence. At 5xx a tus client tries again.
 */
export async function forUser(answer: (user: CurrentUser) => Promise<Response>): Promise<Response> {
  try {
    const user = await currentUser();
    if (!user) throw new UploadRefusal(401, 'not-signed-in', 'Sign in first.');
    if (await checkPerson((await requestHeaders()).get(STAMP_HEADER))) {
      const sentence = `You’re now signed in as ${user.name}. This upload belongs to the person who started it.`;
      throw new UploadRefusal(403, 'other-person', sentence);
    }
    return await answer(user);
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

/** The same, for the owner of an upload. For everybody else there is no such upload. */
export async function forOwner(
  params: Promise<{ upload: string }>,
  answer: (upload: StoredUpload) => Promise<Response>,
): Promise<Response> {
  return forUser(async ({ userId }) => {
    const upload = await findUpload((await params).upload);
    if (upload?.ownerId !== userId) throw new UploadRefusal(404, 'no-such-upload', 'You have no such upload.');
    return answer(upload);
  });
}

/** A refusal in the form that the upload page reads: a reason and a sentence. A 503 asks the client to try again. */
export function errorResponse(status: number, reason: string, error: string): Response {
  const headers = { 'Cache-Control': 'no-store', ...(status === 503 && { 'Retry-After': '2' }) };
  return Response.json({ error, reason }, { status, headers });
}
