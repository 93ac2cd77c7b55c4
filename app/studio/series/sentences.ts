import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import {
  DESCRIPTION_MAX,
  LESSONS_MAX,
  POINT_MAX,
  POINTS_MAX,
  SECTIONS_MAX,
  TITLE_MAX,
  type ChangeReason,
} from '@/workers/series/contract';

/** The reasons of rejections, and those that the application adds if it does not send a command. */
type Reason =
  | ChangeReason
  | 'unavailable'
  | 'not-text'
  | 'not-a-time'
  | 'nothing-chosen'
  | 'nothing-ticked'
  | 'no-place'
  | 'not-a-step';

/**
 * The sentence that a user reads when their change was rejected, by reason. A reason without a sentence does not
 * compile.
 */
const REJECTIONS: Record<Reason, string> = {
  'no-such-series': 'This series doesn’t exist.',
  'not-yours': 'This series belongs to someone else. Only they and their editors can change it.',
  'owner-only': 'Only the owner of this series can do that. Ask them.',
  deleted: 'This series was deleted meanwhile. Restore it in the list of your series, then try again.',
  empty: 'Give it a title.',
  'too-long': `This is too long. Shorten it a little.`,
  'too-many': `A series can have up to ${LESSONS_MAX} lessons and ${SECTIONS_MAX} sections. Make a second series.`,
  'no-such-section': 'This section was removed meanwhile. Look at the series as it is now, and try again.',
  'no-such-lesson': 'This lesson was removed meanwhile. Look at the series as it is now, and try again.',
  'moved-meanwhile':
    'The series was changed in another tab, so this step no longer fits. You see it as it is now: try again.',
  'last-section': 'A series needs a section. Rename this one, or add another first.',
  'taken-down': 'The account of its owner is suspended or going to be deleted, so it can’t be published.',
  'no-lessons': 'Add a lesson first: a series without lessons can’t be published.',
  past: 'That time has passed. Choose a later one.',
  'too-far': 'That is more than a year from now. Choose an earlier time.',
  'not-text': 'Some of these characters can’t be saved. Type the text instead of pasting it.',
  'not-a-time': 'Choose a day and a time.',
  'nothing-chosen': 'Choose at least one video.',
  'nothing-ticked': 'Tick at least one lesson to move.',
  'no-place': 'Choose where they go.',
  'not-a-step': 'This button is from an older page. Reload the page and try again.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Sentences for a field that differ from the usual ones. */
const FIELD_REJECTIONS: Record<string, string> = {
  'title/too-long': `A title can have up to ${TITLE_MAX} characters. Shorten it a little.`,
  'description/too-long': `A description can have up to ${DESCRIPTION_MAX.toLocaleString('en')} characters. Shorten it a little.`,
  'points/too-long': `A point can have up to ${POINT_MAX} characters. Shorten the longest one.`,
  'points/too-many': `There can be up to ${POINTS_MAX} points. Choose the most important ones.`,
  'announcedAs/too-long': `A title can have up to ${TITLE_MAX} characters. Shorten it a little.`,
};

/** Returns the sentence for a rejection. */
export const seriesSentence = sentencesOf(REJECTIONS, FIELD_REJECTIONS);
