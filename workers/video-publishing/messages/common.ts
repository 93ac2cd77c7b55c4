import { messageType } from '@message-db/client';
import { z } from 'zod';

export const videoId = z.uuid();
/** The user who sent the command. Commands of others than the owner are rejected. */
export const userId = z.uuid();
/**
 * The id of an uploaded file. It is the name of the file in DATA_DIR/uploads and of its folder in
 * DATA_DIR/media/<videoId>.
 */
export const uploadId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const time = z.iso.datetime();
/** Who changed something, and when, for the history of a video. Older messages lack both. */
export const change = { userId: userId.optional(), at: time.optional() };

/** The reasons why any command of a user about a video can be rejected. `deleted`: it is in the trash. */
export const COMMON_REASONS = ['no-such-video', 'not-yours', 'deleted'] as const;
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
