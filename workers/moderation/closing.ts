import type { MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { identity } from '@/workers/identity/contract';
import { discardMail, sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { moderation } from './contract';
import { MAILED, moderationMailIds } from './mailing';

/** Follows video publishing: closes the case of a video that is purged. */
export function closesWithVideos() {
  return reacts({
    name: 'moderation-videos',
    category: videoPublishing.category,
    writes: [moderation.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoPurged: ({ id, data }, { host }) => closeCase(host.store, data.videoId, id),
    },
  });
}

/**
 * Follows identity: when somebody deletes their account, closes the case about them, forgets what they wrote in reports, and has
 * the mails to them discarded.
 */
export function closesWithAccounts() {
  return reacts({
    name: 'moderation-accounts',
    category: identity.category,
    writes: [moderation.commandCategory, sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host }) {
        const discards = (await mailsTo(host.store, userId)).map((emailId) => discardMail(emailId, id));
        const forgotten = (await reportedBy(host.store, userId)).map((subjectId) => ({
          streamName: moderation.commandStream(subjectId),
          message: moderation.commands.ForgetReporter(
            { subjectId, reporterId: userId },
            { id: uuidFrom(`ForgetReporter ${subjectId}`, id) },
          ),
        }));
        return [...(await closeCase(host.store, userId, id)), ...forgotten, ...discards];
      },
    },
  });
}

/** Returns the ids of all mails to a person. Scans the category: fast enough for a rare event. */
async function mailsTo({ pool }: MessageStore, userId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = ANY($2)
       AND (data->>'ownerId' = $3 OR data->'reports' @> jsonb_build_array(jsonb_build_object('reporterId', $3::text)))
     ORDER BY global_position`,
    [moderation.category, MAILED, userId],
  );
  return rows.map(({ id }) => moderationMailIds(id, userId).emailId);
}

/** Returns the ids of all subjects that a person reported, also by commands that wait. */
async function reportedBy({ pool }: MessageStore, userId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: unknown }>(
    `SELECT DISTINCT data->>'subjectId' AS id FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'Report' AND data->>'reporterId' = $2
     ORDER BY 1`,
    [moderation.commandCategory, userId],
  );
  return rows.flatMap(({ id }) => z.uuid().safeParse(id).data ?? []);
}

/** Most videos and people have no case. A report that is not decided yet begins one. */
async function closeCase(store: MessageStore, subjectId: string, eventId: string): Promise<Outgoing[]> {
  const streams = [moderation.stream(subjectId), moderation.commandStream(subjectId)];
  const [event, command] = await Promise.all(streams.map((stream) => store.readLast(stream)));
  if (!event && !command) return [];
  const message = moderation.commands.CloseCase({ subjectId }, { id: uuidFrom('CloseCase', eventId) });
  return [{ streamName: moderation.commandStream(subjectId), message }];
}
