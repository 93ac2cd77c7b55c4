import type { Message, Queryable } from '@message-db/client';
import type { Partition } from '../consuming/reader';
import type { Host } from '../consuming/subscription';
import type { Failures } from './failed-message';
import type { RetryPolicy } from './retry-policy';

/**
 * Handles messages, in a transaction that begins with `settle`, and hands that what they failed for. Those that come
 * after one that failed, in its stream, must not be handled.
 * @param known messages that are known to fail, as an attempt to handle them has shown.
 */
export type Attempt = (
  messages: readonly Message[],
  settle: (client: Queryable, failures: Failures) => Promise<void>,
  known: Failures,
) => Promise<void>;

export interface ParkingSettings {
  readonly host: Host;
  readonly partition: Partition;
  readonly retryPolicy: RetryPolicy;
  /** Who records that a command which somebody waits for is parked. */
  readonly component: string;
  /** How many messages of a stream are tried again together. */
  readonly chunk: number;
}

export const NO_FAILURES: Failures = new Map();
