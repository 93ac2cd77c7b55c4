import 'server-only';
import { categoryOf, ContractError, DuplicateMessageError, type NewMessage, type Written } from '@message-db/client';
import { traceparentOf } from '@message-db/runtime/contract';
import { announceCommand } from './announce-command';
import { awaitTrace, type Outcome } from './await-trace';
import { messageStore } from '@/app/_lib/queries/database';
import { environment } from '@/app/_lib/environment';
import { traced } from '@/app/_lib/telemetry/tracing';

export type { Outcome } from './await-trace';

/**
 * Writes a command and waits, at most a second, until the next page can show its effect. The command's id is also the
 * trace id. If the id is made from the form, a second click sends the same command.
 * @param options.aggregators the aggregators that the next page reads. Each must follow the events of this component.
 * @returns the outcome. If the command could not be written, or the answer to the write was lost, it is rejected as
 *   `unavailable`. If it was written and the wait failed, it is `queued`.
 * @throws {ContractError} for a command that breaks its contract, {DuplicateMessageError} for an id of another command.
 *   Both mean a mistake in the code or a forged form.
 */
export async function sendAndWait(
  streamName: string,
  command: NewMessage,
  options: { userId?: string; aggregators: readonly string[] },
): Promise<Outcome> {
  const traceId = command.id;
  try {
    await send(streamName, command, { userId: options.userId, awaited: true });
  } catch (error) {
    if (error instanceof ContractError || error instanceof DuplicateMessageError) throw error;
    console.error(`Could not send ${command.type}:`, error);
    return { status: 'rejected', traceId, rejection: { reason: 'unavailable' } };
  }
  try {
    return await traced(`await ${command.type}`, { traceId }, async (span) => {
      const outcome = await awaitTrace(traceId, options.aggregators);
      span.setAttribute('video_tutorials.outcome', outcome.status);
      return outcome;
    });
  } catch (error) {
    console.error(`Could not wait for ${command.type}:`, error);
    return { status: 'queued', traceId };
  }
}

/** Writes a command without a wait for its outcome, and wakes its component, which continues the trace. */
export async function send(
  streamName: string,
  command: NewMessage,
  options: { userId?: string; awaited?: boolean } = {},
): Promise<Written[]> {
  const { userId, awaited } = options;
  const traceId = command.id;
  const category = categoryOf(streamName);
  return traced(`send ${command.type}`, { traceId, category, messageId: command.id }, async (span) => {
    const traceparent = traceparentOf(span);
    const metadata = {
      ...command.metadata,
      traceId,
      ...(userId && { userId }),
      ...(awaited && { awaited }),
      ...(traceparent && { traceparent }),
    };
    const written = await messageStore().write(streamName, { ...command, metadata });
    if (environment.NOTIFICATIONS === 'on') announceCommand(category);
    return written;
  });
}
