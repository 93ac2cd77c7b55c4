import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { freeBytesForUploads } from '@/app/_lib/uploads/place';
import { readBody } from '@/app/_server/body';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { personRefusal } from '@/app/_lib/commands/page-stamp';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import type { Handler } from '@/app/_lib/http/handler';
import { answerUnread } from '@/app/_lib/http/unread';
import { storage } from '@/app/_lib/storage';
import { channel, IMAGE_MAX, imageKind, type ImageKind } from '@/workers/channel/contract';
import type { ImageNotice } from './image-notice';

const PAGE = '/studio/channel';
/** The other parts of the form. */
const FORM_BYTES = 64 * 1024;

/**
 * Takes the form of a picture: a file, its kind and the page's stamp. It stores the file, tells the component, and leads
 * back to the page of the channel, which says what happens to it. So it works without scripts.
 */
export const channelImages: Handler = async (request, response) => {
  const user = await signedInUser(request);
  if (!user) return redirect(request, response, `/sign-in?next=${encodeURIComponent(PAGE)}`);
  const back = (kind: ImageKind, notice: ImageNotice | null) =>
    redirect(request, response, `${PAGE}${notice ? `?${new URLSearchParams({ image: kind, notice })}` : ''}#${kind}`);
  // The address tells the kind too, because a file that is too large is never read to its end.
  const asked = imageKind.safeParse(new URL(request.url ?? '', 'http://localhost').searchParams.get('kind')).data;
  const kind = asked ?? 'picture';
  const body = await readBody(request, IMAGE_MAX + FORM_BYTES);
  if (body === 'gone') return void response.destroy();
  if (body === 'too-large' || body === 'late') return back(kind, body);
  const form = await readForm(request, body);
  if (!form || personRefusal(form.get(STAMP_FIELD), user)) return back(kind, 'not-sent');
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return back(kind, 'no-file');
  if (file.size > IMAGE_MAX) return back(kind, 'too-large');
  return back(kind, await addImage(user.userId, kind, Buffer.from(await file.arrayBuffer())));
};

async function readForm(request: IncomingMessage, body: Buffer): Promise<FormData | null> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return null;
  return new Response(body as BodyInit, { headers: { 'Content-Type': type } }).formData().catch(() => null);
}

/** Stores the file and tells the component. @returns what to say about it; null if the page shows it by itself. */
async function addImage(userId: string, kind: ImageKind, bytes: Buffer): Promise<ImageNotice | null> {
  const imageId = randomUUID();
  try {
    if ((await freeBytesForUploads()) < bytes.length) return 'full';
    await storage().put(`channels/${userId}/${imageId}/original`, bytes);
  } catch (error) {
    console.error('Could not store a picture:', error);
    return 'unavailable';
  }
  const command = channel.commands.AddImage({ userId, kind, imageId, addedAt: new Date().toISOString() });
  const outcome = await sendAndWait(channel.commandStream(userId), command, { userId, aggregators: ['channels'] });
  switch (outcome.status) {
    case 'done':
      return null;
    case 'rejected':
      // If it is not known whether the command was written, the file must stay for it.
      return 'unavailable';
    case 'queued':
    case 'parked':
      return 'queued';
  }
}

function redirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  response.statusCode = 303;
  response.setHeader('Location', location);
  response.setHeader('Cache-Control', 'no-store');
  answerUnread(request, response, Buffer.alloc(0));
}
