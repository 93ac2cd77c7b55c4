'use server';

import type { Route } from 'next';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { whyNot } from '@/app/_lib/auth/permissions';
import { userAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { CHANGES, changeVideos, describeChanged, undoable, undoPublicityOf, type ChangeName } from './changes';
import { readWas, VIDEOS_MAX, writeWas } from './just-changed';
import { listParameters, readListState } from './list-state';

const videoIds = z.array(z.uuid().toLowerCase()).max(VIDEOS_MAX);

/**
 * Changes the ticked videos of a form (`video`) as its button says (`change`). After a deletion, and a change of who can
 * watch videos, the list says so, and offers to undo it. `list` has the state of the list that the page shows.
 */
export const changeTicked = userAction(
  'member',
  z.object({ change: z.enum(Object.keys(CHANGES) as [ChangeName, ...ChangeName[]], INCOMPLETE), list: typedText }),
  async ({ change, list }, user, form) => {
    const { userId } = user;
    // Who works on the videos of others publishes them on their own pages.
    const refusal = change === 'publish' ? whyNot(user, 'creator') : null;
    if (refusal !== null) return rejected({}, refusal);
    const ids = videoIds.safeParse(form.getAll('video')).data;
    if (!ids) return rejected({}, INCOMPLETE);
    if (ids.length === 0) return rejected({}, 'Select at least one video first.');
    const changed = await changeVideos(change, ids, userId);
    const lead = (others?: Readonly<Record<string, string>>) => redirect(addressOf(list, others));
    if ((change === 'publish' || change === 'unpublish') && changed.done > 0)
      lead({ changed: change, was: writeWas(changed.was) });
    if (changed.refused.length === 0) {
      if (change === 'delete' && changed.done + changed.already > 0) lead({ deleted: ids.join('.') });
      // Where the videos were, there may be no form any more to say what was done.
      if (form.has('leaves')) lead();
    }
    const sentences = describeChanged(change, changed);
    refresh();
    return changed.done > 0 || changed.refused.length === 0 ? done(sentences) : rejected({}, sentences);
  },
);

/**
 * Lets those watch videos again who could before they were published, or unpublished. Videos that were changed since
 * stay as they are. `was` has who could watch which, as in the list's address.
 */
export const undoPublicity = userAction(
  'member',
  z.object({ change: z.enum(['publish', 'unpublish'], INCOMPLETE), was: typedText, list: typedText }),
  async ({ change, was, list }, user) => {
    const { userId } = user;
    const refusal = change === 'unpublish' ? whyNot(user, 'creator') : null;
    if (refusal !== null) return rejected({}, refusal);
    const refused = await undoPublicityOf(await undoable(change, readWas(was), userId), userId);
    if (refused.length > 0) return rejected({}, refused.join('\n'));
    redirect(addressOf(list));
  },
);

function addressOf(list: string, others?: Readonly<Record<string, string>>): Route {
  const state = readListState(Object.fromEntries(new URLSearchParams(list)));
  return `/studio/videos${listParameters(state, others)}` as Route;
}
