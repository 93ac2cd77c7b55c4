import type { CommandOf, NewEventOf } from '@message-db/client';
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { countCharacters } from '@/text/characters';
import { LESSONS_MAX, SECTIONS_MAX, series, TITLE_MAX, type ChangeReason } from './contract';
import { byEditor } from './release';
import { lessonsOf, sectionsOf, type Series } from './state';

type Command = CommandOf<typeof series>;
type Event = NewEventOf<typeof series>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = series;

/*
 * Decisions about the order of sections and lessons. A position is named by the item before it. If that has gone elsewhere
 * in another tab, the command is rejected, and nothing that the other tab did is lost. Ranks keep events small: a move
 * changes the rank of what was moved and of nothing else.
 */

/** @param section with a tidy title. @param state the sections that there are. */
export function addSection(
  { seriesId, sectionId, title }: Pick<DataOf<'AddSection'>, 'seriesId' | 'sectionId' | 'title'>,
  state: Pick<Series, 'sections'>,
): readonly Event[] {
  if (state.sections.some((each) => each.sectionId === sectionId)) return [];
  if (countCharacters(title) > TITLE_MAX) return rejected(seriesId, 'too-long', 'title');
  if (state.sections.length >= SECTIONS_MAX) return rejected(seriesId, 'too-many');
  const last = sectionsOf(state).at(-1)?.rank ?? null;
  return [events.SectionAdded({ seriesId, sectionId, title, rank: generateKeyBetween(last, null) })];
}

export function moveSection(command: DataOf<'MoveSection'>, state: Series): readonly Event[] {
  const { seriesId, sectionId, afterSectionId } = command;
  if (!state.sections.some((each) => each.sectionId === sectionId)) return rejected(seriesId, 'no-such-section');
  if (afterSectionId === sectionId) return [];
  const all = sectionsOf(state);
  if (idBefore(all, ({ sectionId: id }) => id, sectionId) === afterSectionId) return [];
  const others = all.filter((each) => each.sectionId !== sectionId);
  const gap = gapAfter(others, ({ sectionId: id }) => id, afterSectionId);
  if (!gap) return rejected(seriesId, 'moved-meanwhile');
  return [events.SectionMoved({ seriesId, sectionId, rank: generateKeyBetween(...gap) })];
}

export function removeSection({ seriesId, sectionId }: DataOf<'RemoveSection'>, state: Series): readonly Event[] {
  const all = sectionsOf(state);
  const index = all.findIndex((each) => each.sectionId === sectionId);
  if (index < 0) return [];
  const heir = all[index - 1] ?? all[index + 1];
  if (!heir) return rejected(seriesId, 'last-section');
  const [moving, there] = [lessonsOf(state, sectionId), lessonsOf(state, heir.sectionId)];
  const gap: Gap = index > 0 ? [there.at(-1)?.rank ?? null, null] : [null, there[0]?.rank ?? null];
  const ranks = generateNKeysBetween(...gap, moving.length);
  return [
    ...moving.map(({ lessonId }, at) =>
      events.LessonMoved({ seriesId, lessonId, sectionId: heir.sectionId, rank: ranks[at]! }),
    ),
    events.SectionRemoved({ seriesId, sectionId }),
  ];
}

export function addLessons(command: DataOf<'AddLessons'>, state: Series): readonly Event[] {
  const { seriesId, sectionId, afterLessonId } = command;
  const known = new Set(state.lessons.flatMap(({ lessonId, videoId }) => [lessonId, videoId]));
  const added: { lessonId: string; videoId: string }[] = [];
  for (const lesson of command.lessons) {
    if (known.has(lesson.lessonId) || known.has(lesson.videoId)) continue;
    known.add(lesson.lessonId).add(lesson.videoId);
    added.push(lesson);
  }
  if (added.length === 0) return [];
  if (!state.sections.some((each) => each.sectionId === sectionId)) return rejected(seriesId, 'no-such-section');
  if (state.lessons.length + added.length > LESSONS_MAX) return rejected(seriesId, 'too-many');
  const there = lessonsOf(state, sectionId);
  const gap: Gap | null =
    afterLessonId === undefined
      ? [there.at(-1)?.rank ?? null, null]
      : gapAfter(there, ({ lessonId }) => lessonId, afterLessonId);
  if (!gap) return rejected(seriesId, 'moved-meanwhile');
  const ranks = generateNKeysBetween(...gap, added.length);
  return added.map((lesson, at) => {
    // What an editor took out and puts back is the owner's again: collaborators lose nothing by an undone removal.
    const by = state.takenOut.includes(lesson.videoId) ? {} : byEditor(command.userId, state);
    return events.LessonAdded({ seriesId, ...lesson, sectionId, rank: ranks[at]!, ...by });
  });
}

export function moveLesson({ lessonId, ...place }: DataOf<'MoveLesson'>, state: Series): readonly Event[] {
  return moveLessons({ ...place, lessonIds: [lessonId] }, state);
}

export function moveLessons(command: DataOf<'MoveLessons'>, state: Series): readonly Event[] {
  const { seriesId, sectionId, afterLessonId } = command;
  const named = new Set(command.lessonIds);
  const isMoved = ({ lessonId }: { lessonId: string }) => named.has(lessonId);
  const moved = sectionsOf(state)
    .flatMap((section) => lessonsOf(state, section.sectionId))
    .filter(isMoved);
  if (moved.length === 0) return rejected(seriesId, 'no-such-lesson');
  const there = lessonsOf(state, sectionId);
  const at = there.findIndex(({ lessonId }) => lessonId === afterLessonId) + 1;
  const isPlace = state.sections.some((each) => each.sectionId === sectionId) && (afterLessonId === null || at > 0);
  if (!isPlace) return rejected(seriesId, 'moved-meanwhile');
  const before = there.slice(0, at).filter((lesson) => !isMoved(lesson));
  const behind = there.slice(at).filter((lesson) => !isMoved(lesson));
  const arranged = [...before, ...moved, ...behind];
  if (arranged.length === there.length && arranged.every((lesson, index) => lesson === there[index])) return [];
  const ranks = generateNKeysBetween(before.at(-1)?.rank ?? null, behind[0]?.rank ?? null, moved.length);
  return moved.map(({ lessonId }, index) => events.LessonMoved({ seriesId, lessonId, sectionId, rank: ranks[index]! }));
}

/** Where an item goes: the ranks before and after it, null at an end. */
type Gap = [before: string | null, after: string | null];

/** Returns the gap behind the item with this id, or before the first; null if there is no such item. */
function gapAfter<Item extends { rank: string }>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  id: string | null,
): Gap | null {
  if (id === null) return [null, items[0]?.rank ?? null];
  const index = items.findIndex((item) => idOf(item) === id);
  return index < 0 ? null : [items[index]!.rank, items[index + 1]?.rank ?? null];
}

/** Returns the id of the item before the one with this id; null if it is the first. */
function idBefore<Item>(items: readonly Item[], idOf: (item: Item) => string, id: string): string | null {
  const before = items[items.findIndex((item) => idOf(item) === id) - 1];
  return before ? idOf(before) : null;
}

function rejected(seriesId: string, reason: ChangeReason, field?: string): readonly Event[] {
  return [events.ChangeRejected({ reason, field, seriesId })];
}
