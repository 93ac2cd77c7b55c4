import { categoryOf, ContractError, follow, type Contract, type Message, type NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { unawaited } from '../outcomes/trace';

/** A command to send to an entity at a later time. */
export interface SetTimer<Command extends NewMessage> {
  readonly set: string;
  /** The time at which to send it, in ISO 8601, by the database's clock. A time in the past means at once. */
  readonly at: string;
  /** A command stream of the contract that the subscription sends to. */
  readonly streamName: string;
  readonly message: Command;
}

export interface CancelTimer {
  readonly cancel: string;
}

/**
 * Sets a timer: `setTimer('publication', { at, streamName, message })`. It replaces the timer of the same name, which
 * is unique within the entity whose event sets it.
 */
export function setTimer<Command extends NewMessage>(
  name: string,
  timer: Omit<SetTimer<Command>, 'set'>,
): SetTimer<Command> {
  return { set: name, ...timer };
}

/** Cancels a timer of the event's entity, unless it was sent already. */
export function cancelTimer(name: string): CancelTimer {
  return { cancel: name };
}

/** A timer that is set, as stored in `runtime.timer`. */
export interface Timer {
  /** Unique for its consumer. */
  readonly id: string;
  readonly dueAt: string;
  readonly streamName: string;
  readonly message: Pick<Message, 'id' | 'type' | 'data' | 'metadata'>;
  /** The stream of the event that set it. */
  readonly cause: string;
}

/**
 * Returns the change of a timer by an event: its id, and the timer or null if it is cancelled. The command's id is made
 * from the event's id, so that a rebuilt timer has the same command.
 * @param consumer the name of the subscription.
 * @throws {ContractError} for a command that is not in the contract `sends`, or for an invalid time.
 */
export function changeOfTimer(
  consumer: string,
  sends: Contract,
  event: Message,
  change: SetTimer<NewMessage> | CancelTimer,
): [id: string, timer: Timer | null] {
  if ('cancel' in change) return [timerId(event, change.cancel), null];
  const { at, streamName, message } = change;
  const { type, data } = message;
  if (categoryOf(streamName) !== sends.commandCategory || !Object.hasOwn(sends.commands, type)) {
    throw new ContractError(type, 'unknown-type', `not a command of ${sends.category} for ${streamName}`);
  }
  if (Number.isNaN(Date.parse(at))) throw new ContractError(type, 'invalid', `invalid time: "${at}"`);
  const id = timerId(event, change.set);
  const { metadata } = unawaited(follow(event, message));
  const kept = { id: uuidFrom(`${consumer} ${id}`, event.id), type, data, metadata };
  return [id, { id, dueAt: at, streamName, message: kept, cause: event.streamName }];
}

function timerId({ streamName }: Message, name: string): string {
  return `${streamName} ${name}`;
}

/**
 * Checks and returns the command of a timer, upgraded to the current contract, because an earlier release may have set
 * it.
 * @throws {ContractError} if the contract no longer has this command, or its data is invalid.
 */
export function commandOfTimer(sends: Contract, { streamName, message }: Timer): NewMessage {
  const placement = { streamName, position: -1, globalPosition: -1, time: new Date() };
  const { id, type, data, metadata } = sends.readCommand({ ...message, ...placement });
  return sends.commands[type]!(data, { id, metadata });
}
