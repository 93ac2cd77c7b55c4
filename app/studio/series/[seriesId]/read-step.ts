import { z } from 'zod';
import { LESSONS_MAX } from '@/workers/series/contract';
import { stepIn } from './steps';

const id = z.uuid().toLowerCase();
const move = z.object({
  lessonIds: z.array(id).max(LESSONS_MAX),
  sectionId: id,
  afterLessonId: id.nullable(),
});

/** A step in the arrangement of a series: the value of a button, or what a drag leads to. */
const stepSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('move-lesson'), lessonId: id, sectionId: id, afterLessonId: id.nullable() }),
  move.extend({ do: z.literal('move-lessons') }),
  /** Undoes `move-lessons`: the lessons that stood together move back together. */
  z.object({ do: z.literal('move-back'), moves: z.array(move).min(1).max(LESSONS_MAX) }),
  z.object({ do: z.literal('move-section'), sectionId: id, afterSectionId: id.nullable() }),
  z.object({ do: z.literal('remove-lesson'), lessonId: id }),
  z.object({ do: z.literal('remove-section'), sectionId: id }),
  /** Undoes the removal of a lesson. */
  z.object({
    do: z.literal('restore-lesson'),
    lessonId: id,
    videoId: id,
    sectionId: id,
    afterLessonId: id.nullable(),
  }),
]);
export type Step = z.output<typeof stepSchema>;

/** Reads the step that a form asks for. Null if it is none. */
export function readStep(form: FormData): Step | null {
  return stepSchema.safeParse(stepIn(form)).data ?? null;
}
