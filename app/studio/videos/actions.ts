'use server';

import type { Route } from 'next';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { userAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { CHANGES, changeVideos, describeChanged, type ChangeName } from './changes';
import { listParameters, readListState } from './list-state';

/** The most videos that one form changes. A page of the list has fewer. */
const VIDEOS_MAX = 100;

const videoIds = z.array(z.uuid().toLowerCase()).max(VIDEOS_MAX);

/**
 * Changes the ticked videos of a form (`video`) as its button says (`change`). After a deletion the list says so, and
 * offers to undo it. `list` has the state of the list that the page shows.
 */
export const changeTicked = userAction(
  z.object({ change: z.enum(Object.keys(CHANGES) as [ChangeName, ...ChangeName[]], INCOMPLETE), list: typedText }),
  async ({ change, list }, { userId }, form) => {
    const ids = videoIds.safeParse(form.getAll('video')).data;
    if (!ids) return rejected({}, INCOMPLETE);
    if (ids.length === 0) return rejected({}, 'Select at least one video first.');
    const changed = await changeVideos(change, ids, userId);
    const state = readListState(Object.fromEntries(new URLSearchParams(list)));
    if (changed.refused.length === 0) {
      if (change === 'delete' && changed.done + changed.already > 0)
        redirect(`/studio/videos${listParameters(state, { deleted: ids.join('.') })}` as Route);
      // Where the videos were, there may be no form any more to say what was done.
      if (form.has('leaves')) redirect(`/studio/videos${listParameters(state)}` as Route);
    }
    const sentences = describeChanged(change, changed);
    refresh();
    return changed.refused.length === 0 ? done(sentences) : rejected({}, sentences);
  },
);
