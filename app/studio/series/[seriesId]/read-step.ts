import { z } from 'zod';

const id = z.uuid().toLowerCase();

/** A step in the arrangement of a series: the value of a button, or what a drag leads to. */
const stepSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('move-lesson'), lessonId: id, sectionId: id, afterLessonId: id.nullable() }),
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

/** Reads a step from a form. Null if it is none. */
export function readStep(value: unknown): Step | null {
  if (typeof value !== 'string') return null;
  try {
    return stepSchema.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
