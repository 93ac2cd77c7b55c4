import 'server-only';
import { ContractError, type NewMessage } from '@message-db/client';
import { refresh } from 'next/cache';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { outcomeOf } from '@/app/_lib/commands/await-trace';
import { sendCommand, type Outcome } from '@/app/_lib/commands/send-command';
import { requireUser } from '@/app/_lib/auth/session';
import { BEGAN_FROM } from '@/app/_ui/form/typed-fields';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { rejectionSentence } from '@/app/studio/reasons';
import { countCharacters } from '@/text/characters';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing } from '@/workers/video-publishing/contract';
import { TAKE_THEIRS, TEXT, TRACE, type ChangeState } from './change-state';
import { compareTexts, withPlainBreaks } from './compare-texts';

/** The aggregators that this page reads. */
const VIEWS = ['creators-videos'];

/** The fields that a command may be about, and why no message can hold what was typed there. */
const UNSENDABLE = {
  name: (text: string) => (countCharacters(text) > NAME_MAX ? 'too-long' : 'not-text'),
  description: (text: string) => (countCharacters(text) > DESCRIPTION_MAX ? 'too-long' : 'not-text'),
  publishAt: () => 'not-a-time',
};
type Field = keyof typeof UNSENDABLE;

interface Asked {
  userId: string;
  text: string;
}

/**
 * Sends a command about a video and puts its outcome into words. Who owns the video, and what is wrong with a text, is
 * for the component to judge. With a trace in the form it sends nothing, and looks what came of the command that waits.
 * @param command makes the command. A second click makes it again, and the decider lets that be without effect.
 * @param field what the text in the form is.
 */
export async function changeVideo(
  videoId: string,
  form: FormData,
  command: (asked: Asked) => NewMessage,
  field?: Field,
): Promise<ChangeState> {
  // A form that somebody changed may have anything here.
  if (!z.uuid().safeParse(videoId).success) notFound();
  const { userId } = await requireUser(`/studio/videos/${videoId}`);
  const text = textOf(form, TEXT) ?? '';
  const waiting = z.uuid().safeParse(form.get(TRACE)).data;
  const unsent = waiting || !isText(field) ? null : await comparedWithPage(form, text, { userId, videoId, field });
  if (unsent) {
    refresh();
    return unsent;
  }
  const outcome = waiting ? await outcomeOf(waiting, VIEWS) : await send(videoId, { userId, text }, command, field);
  if (outcome.status === 'queued' || outcome.status === 'parked') return { ...outcome, text };
  if (outcome.status === 'rejected') {
    const { rejection } = outcome;
    return { status: 'rejected', text, error: rejectionSentence(rejection), aboutField: rejection.field !== undefined };
  }
  refresh();
  return { status: 'done' };
}

async function send(
  videoId: string,
  asked: Asked,
  make: (asked: Asked) => NewMessage,
  field?: Field,
): Promise<Outcome> {
  try {
    const command = make(asked);
    return await sendCommand(videoPublishing.commandStream(videoId), command, { userId: asked.userId, views: VIEWS });
  } catch (error) {
    // Text that no message can hold, so that it never reaches the component. Anything else is a forged form.
    if (!(error instanceof ContractError) || !field) throw error;
    return { status: 'rejected', traceId: '', rejection: { reason: UNSENDABLE[field](asked.text), field } };
  }
}

function isText(field: Field | undefined): field is 'name' | 'description' {
  return field === 'name' || field === 'description';
}

/** Why a text is not sent, by what the form began from and what its page says now; null where it is. */
async function comparedWithPage(
  form: FormData,
  text: string,
  { userId, videoId, field }: { userId: string; videoId: string; field: 'name' | 'description' },
): Promise<ChangeState | null> {
  if (form.has(TAKE_THEIRS)) return { status: 'taken' };
  const current = (await creatorsVideo(userId, videoId))?.[field];
  return compareTexts({ text, beganFrom: textOf(form, BEGAN_FROM), current });
}

/** Browsers send line breaks of forms as CRLF. */
function textOf(form: FormData, field: string): string | undefined {
  const text = form.get(field);
  return typeof text === 'string' ? withPlainBreaks(text) : undefined;
}
