'use server';

import { ContractError, type NewMessage } from '@message-db/client';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireUser } from '@/app/_lib/auth/current-user';
import { compareForm, parseBegan } from '@/app/_lib/commands/compare-fields';
import { commandAction, type CommandForm } from '@/app/_lib/commands/form-action';
import { BEGAN_FROM, rejected, type FormState } from '@/app/_lib/commands/form-state';
import { hiddenId, typedLines, typedText } from '@/app/_lib/commands/form-fields';
import { instantOf } from '@/app/_lib/format/local-time';
import { whyNotPublish } from '@/app/_lib/auth/permissions';
import { creatorsVideo, isLive } from '@/app/studio/_queries/creators-video';
import { rejectionSentence } from '@/app/studio/sentences';
import { countCharacters } from '@/text/characters';
import { splitTags, TAGS_MAX } from '@/text/tags';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing, type Visibility } from '@/workers/video-publishing/contract';
import { liveNewsPath } from '../live-news';
import { DETAIL_FIELDS, detailTexts, type DetailField, type DetailTexts } from '../details-fields';

const { EditDetails } = videoPublishing.commands;
type Edit = Omit<Parameters<typeof EditDetails>[0], 'videoId' | 'userId'>;

const fields = z.object({
  videoId: hiddenId,
  name: typedLines,
  description: typedLines,
  tags: typedLines,
  category: typedText,
  language: typedText,
  licence: typedText,
  visibility: typedText,
  publishAt: typedText,
  /** The button that saves everything and publishes the video: `publishedAs`. */
  publish: typedText,
});

/**
 * Saves what the form changed, all of it or nothing. Fields that were changed elsewhere meanwhile stay as they are, and
 * those that were changed here too are shown with both values. Without scripts, a form that has published the video
 * leads to the news of that.
 */
export async function editDetails(before: FormState, form: FormData): Promise<FormState> {
  if ((await headers()).has('next-action')) return save(before, form);
  const state = await saveAndShow(before, form);
  if (state.status === 'done' && state.refusal === null) await leadToNews(form);
  return state;
}

/** Leads to the news that the video of a saved form is live, if it was not when the user began. */
async function leadToNews(form: FormData): Promise<void> {
  const { visibility = 'public' } = parseBegan(String(form.get(BEGAN_FROM) ?? ''));
  if (visibility === 'public' || visibility === 'unlisted') return;
  const { userId } = await requireUser();
  const videoId = hiddenId.parse(form.get('videoId'));
  const video = await creatorsVideo(userId, videoId);
  if (video && isLive(video)) redirect(liveNewsPath(videoId));
}

const saving: CommandForm<z.output<typeof fields>> = {
  permission: 'member',
  fields,
  aggregators: ['creators-videos'],
  sentence: rejectionSentence,
  command: async (typed, user, form) => {
    const { videoId } = typed;
    const { userId } = user;
    const video = await creatorsVideo(userId, videoId);
    const current = video ? detailTexts(video) : undefined;
    const texts = textsOf(typed, current);
    const changed = compareForm(form, texts, current);
    if (!Array.isArray(changed)) return changed;
    const publishes = changed.includes('visibility') && texts.visibility !== 'private';
    const refusal = publishes && video ? whyNotPublish(user, video.ownerId) : null;
    if (refusal !== null) return rejected({ visibility: refusal });
    return {
      stream: videoPublishing.commandStream(videoId),
      command: EditDetails({ videoId, userId, ...editOf(texts, changed) }),
    };
  },
  unsendable: (typed) => {
    const { videoId } = typed;
    const texts = textsOf(typed, undefined);
    const isUnsendable = (field: DetailField) => {
      if (field === 'publishAt' && texts.visibility !== 'scheduled') return false;
      const alone = { ...texts, ...(field === 'visibility' && { publishAt: '' }) };
      return breaksContract(() => EditDetails({ videoId, userId: videoId, ...editOf(alone, [field]) }));
    };
    const [first, ...more] = DETAIL_FIELDS.filter(isUnsendable).map((field) => ({
      field,
      reason: reasonFor(field, texts),
    }));
    return first ? { ...first, more } : { reason: 'not-text' };
  },
};
const save = commandAction(saving);
/** Without scripts, no news can come by itself later, so the page waits for what viewers see. */
const saveAndShow = commandAction({ ...saving, aggregators: ['creators-videos', 'videos'] });

/** @param current what the site has; a time that is not shown stays as it is there. */
function textsOf(typed: z.output<typeof fields>, current: DetailTexts | undefined): DetailTexts {
  const { videoId: _, publish, ...texts } = typed;
  const visibility = publish === '' ? typed.visibility : publishedAs(typed.visibility, current?.visibility);
  const publishAt = visibility === 'scheduled' ? instantOf(typed.publishAt) : (current?.publishAt ?? '');
  return { ...texts, visibility, publishAt };
}

/** Who can watch a video that is published: as chosen, or everyone if it was private or waited for its time. */
function publishedAs(chosen: string, saved: string | undefined): string {
  return chosen === 'private' || (chosen === 'scheduled' && saved === 'scheduled') ? 'public' : chosen;
}

/** Returns the edit of some of the fields. */
function editOf(texts: DetailTexts, changed: readonly DetailField[]): Edit {
  const edit: Edit = {};
  for (const field of changed) {
    if (field === 'tags') edit.tags = splitTags(texts.tags).slice(0, TAGS_MAX * 2);
    else if (field !== 'visibility' && field !== 'publishAt') edit[field] = texts[field];
  }
  if (!changed.includes('visibility') && !changed.includes('publishAt')) return edit;
  const visibility = texts.visibility as Visibility;
  const hasTime = visibility === 'scheduled' && texts.publishAt !== '';
  return { ...edit, visibility, ...(hasTime && { publishAt: texts.publishAt }) };
}

function breaksContract(make: () => NewMessage): boolean {
  try {
    make();
    return false;
  } catch (error) {
    if (error instanceof ContractError) return true;
    throw error;
  }
}

/** Returns why no message can hold the text of a field. */
function reasonFor(field: DetailField, { name, description }: Pick<DetailTexts, 'name' | 'description'>): string {
  switch (field) {
    case 'name':
      return countCharacters(name) > NAME_MAX ? 'too-long' : 'not-text';
    case 'description':
      return countCharacters(description) > DESCRIPTION_MAX ? 'too-long' : 'not-text';
    case 'tags':
      return 'too-long';
    case 'visibility':
      return 'not-chosen';
    case 'publishAt':
      return 'not-a-time';
    default:
      return `no-such-${field}`;
  }
}
