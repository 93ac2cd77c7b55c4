import type { Message } from '@message-db/client';
import type { Outgoing } from '../outcomes/outgoing';

/** The place of a job in the queue: all of an earlier stage come first, and owners share the time of a stage fairly. */
export interface JobOrder {
  /** Who waits for it, such as the id of a creator. */
  readonly owner: string;
  /** From 0. All jobs of an earlier stage come first. */
  readonly stage: number;
  /** From 0. Among one owner's jobs of a stage, later steps come first, so begun work ends before new work begins. */
  readonly step: number;
  /** How large it is compared to other jobs of its stage and step, for estimates. Above 0, in any unit. */
  readonly cost: number;
}

/** A job to add, of a kind that the subscription runs. The key tells jobs of the same kind and entity apart. */
export interface AddJob<Kind extends string = string> extends JobOrder {
  readonly change: 'add';
  readonly kind: Kind;
  readonly key: string;
}

export interface RemoveJob<Kind extends string = string> {
  readonly change: 'remove';
  readonly kind: Kind;
  readonly key: string;
}

export interface RemoveJobs {
  readonly change: 'remove all';
}

export type JobChange<Kind extends string = string> = AddJob<Kind> | RemoveJob<Kind> | RemoveJobs;

/** Adds a job of the event's entity. It replaces the job of the same kind and key that another event has added. */
export function addJob<const Kind extends string>(
  kind: Kind,
  order: JobOrder & { readonly key?: string },
): AddJob<Kind> {
  return { ...order, key: order.key ?? '', change: 'add', kind };
}

/** Removes a job of the event's entity. A process that works on it is told by its signal. */
export function removeJob<const Kind extends string>(kind: Kind, key = ''): RemoveJob<Kind> {
  return { change: 'remove', kind, key };
}

/** Removes all jobs of the event's entity. */
export function removeJobs(): RemoveJobs {
  return { change: 'remove all' };
}

/** A job as the function that does it gets it. */
export interface Job<Event extends Message = Message> {
  readonly kind: string;
  readonly key: string;
  /** The event that added it. Ids of messages about the work are made from its id, because the work may be repeated. */
  readonly event: Event;
  /** How often it has failed. */
  readonly failures: number;
}

/** What the runtime gives to the function that does a job. */
export interface JobWork {
  /** Aborts when the job was removed, another process has it, or the worker stops. */
  readonly signal: AbortSignal;
  /** Writes a message that follows from the job's event, at once. Give it an id made from that event. */
  send(outgoing: Outgoing): Promise<void>;
}

/**
 * The job cannot be done by this process, but perhaps by another one: it cannot reach a file. The others may try at once,
 * and this process tries again later. It does not count as a failure.
 */
export class ElsewhereError extends Error {
  override name = 'ElsewhereError';
  /** @param what the job waits for, in a few words, for people. */
  constructor(
    readonly what: string,
    options?: ErrorOptions,
  ) {
    super(`Waits for ${what}`, options);
  }
}
