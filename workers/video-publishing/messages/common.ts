import { messageType } from '@message-db/client';
import { z } from 'zod';
import { CHAPTER_TITLE_MAX } from '@/text/chapters';
import { maxUnits } from '@/text/characters';

export const videoId = z.uuid();
/**
 * The user who sent the command: the owner, or an editor where an editor may do it. Commands of others are rejected.
 */
export const userId = z.uuid();
/**
 * The id of an uploaded file. It is the name of the file in DATA_DIR/uploads and of its folder in
 * DATA_DIR/media/<videoId>.
 */
export const uploadId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const time = z.iso.datetime();
/** A part of a video, from this time to the next chapter. */
export const chapter = z.object({
  startSeconds: z.number().int().min(0),
  title: z.string().max(maxUnits(CHAPTER_TITLE_MAX)),
});
/** Who changed something, and when, for the history of a video. Older messages lack both. */
export const change = { userId: userId.optional(), at: time.optional() };

/**
 * The reasons why any command of a user about a video can be rejected. `deleted`: it is in the trash. `owner-only`: an
 * editor may not do this.
 */
export const COMMON_REASONS = ['no-such-video', 'not-yours', 'owner-only', 'deleted'] as const;
export type CommonReason = (typeof COMMON_REASONS)[number];

/** A rejection, for one of these reasons or of the common ones. */
export function rejectionFor<const Type extends string, const Reason extends string, Shape extends z.ZodRawShape = {}>(
  type: Type,
  reasons: readonly Reason[],
  more: Shape = {} as Shape,
) {
  const reason = z.enum([...COMMON_REASONS, ...reasons]);
  return messageType(type, z.object({ reason, field: z.string().optional(), videoId, ...more }));
}
