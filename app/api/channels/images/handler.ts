import { randomUUID } from 'node:crypto';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { redirect, type Handler } from '@/app/_lib/http/handler';
import { addPicture, readPictureForm } from '@/app/_lib/uploads/picture-form';
import type { PictureNotice } from '@/app/_lib/uploads/picture-notice';
import { channel, IMAGE_MAX, imageKind, type ImageKind } from '@/workers/channel/contract';

const PAGE = '/studio/channel';

/**
 * Takes the form of a picture: a file, its kind and the page's stamp. It stores the file, tells the component, and leads
 * back to the page of the channel, which says what happens to it. So it works without scripts.
 */
export const channelImages: Handler = async (request, response) => {
  const user = await signedInUser(request);
  if (!user) return redirect(request, response, `/sign-in?next=${encodeURIComponent(PAGE)}`);
  const back = (kind: ImageKind, notice: PictureNotice | null) =>
    redirect(request, response, `${PAGE}${notice ? `?${new URLSearchParams({ image: kind, notice })}` : ''}#${kind}`);
  // The address tells the kind too, because a file that is too large is never read to its end.
  const asked = imageKind.safeParse(new URL(request.url ?? '', 'http://localhost').searchParams.get('kind')).data;
  const kind = asked ?? 'picture';
  const file = await readPictureForm(request, user, IMAGE_MAX);
  if (file === 'gone') return void response.destroy();
  if (typeof file === 'string') return back(kind, file);
  const { userId } = user;
  const imageId = randomUUID();
  const command = channel.commands.AddImage({ userId, kind, imageId, addedAt: new Date().toISOString() });
  const send = () => sendAndWait(channel.commandStream(userId), command, { userId, aggregators: ['channels'] });
  return back(kind, await addPicture(`channels/${userId}/${imageId}/original`, file, send));
};
