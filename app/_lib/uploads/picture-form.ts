import 'server-only';
import type { IncomingMessage } from 'node:http';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { personRefusal } from '@/app/_lib/commands/page-stamp';
import { may } from '@/app/_lib/auth/permissions';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import type { Outcome } from '@/app/_lib/commands/send-command';
import { readBody } from '@/app/_server/body';
import { storage } from '@/app/_lib/storage';
import { freeBytesForUploads } from './place';
import type { PictureNotice } from './picture-notice';

/** The reasons of a component that have a sentence of their own: it would not help to try again. */
const REJECTIONS = ['no-such-video', 'not-yours', 'deleted'] as const satisfies readonly PictureNotice[];
/** The other parts of the form. */
const FORM_BYTES = 64 * 1024;

/**
 * Reads the form of a picture: a `file` and the page's stamp.
 * @param maxBytes of the file.
 * @returns the bytes of the file; what to say if there is none to take; `gone` if nobody waits for the answer.
 */
export async function readPictureForm(
  request: IncomingMessage,
  user: CurrentUser,
  maxBytes: number,
): Promise<Buffer | PictureNotice | 'gone'> {
  const body = await readBody(request, maxBytes + FORM_BYTES);
  if (typeof body === 'string') return body;
  const form = await readForm(request, body);
  if (!form || personRefusal(form.get(STAMP_FIELD), user)) return 'not-sent';
  if (!may(user, 'member')) return 'suspended';
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return 'no-file';
  return file.size > maxBytes ? 'too-large' : Buffer.from(await file.arrayBuffer());
}

async function readForm(request: IncomingMessage, body: Buffer): Promise<FormData | null> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return null;
  return new Response(body as BodyInit, { headers: { 'Content-Type': type } }).formData().catch(() => null);
}

/**
 * Stores the file of a picture, and then tells the component.
 * @param name in the storage.
 * @param send writes the command.
 * @returns what to say about it; null if the page shows it by itself.
 */
export async function addPicture(
  name: string,
  bytes: Buffer,
  send: () => Promise<Outcome>,
): Promise<PictureNotice | null> {
  try {
    if ((await freeBytesForUploads()) < bytes.length) return 'full';
    await storage().put(name, bytes);
  } catch (error) {
    console.error('Could not store a picture:', error);
    return 'unavailable';
  }
  const outcome = await send();
  switch (outcome.status) {
    case 'done':
      return null;
    case 'rejected':
      // If it is not known whether the command was written, the file must stay for it. Components delete what they reject.
      return REJECTIONS.find((reason) => reason === outcome.rejection.reason) ?? 'unavailable';
    case 'queued':
    case 'parked':
      return 'queued';
  }
}
