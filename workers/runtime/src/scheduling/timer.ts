import { categoryOf, ContractError, follow, type Contract, type Message, type NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { unawaited } from '../outcomes/trace';

/** A command that an entity asks for at a later time. */
export interface SetTimer<Command extends NewMessage> {
  readonly set: string;
  /** When, in ISO 8601, by the database's clock. A time that has passed is at once. */
  readonly at: string;
  /** A command stream of the contract that the subscription sends to. */
  readonly streamName: string;
  readonly message: Command;
}

export interface CancelTimer {
  readonly cancel: string;
}

/**
 * `setTimer('publication', { at, streamName, message })`: the command, at that time, instead of whatever this timer was
 * set to before. Its name is unique within the entity whose event asks.
 */
export function setTimer<Command extends NewMessage>(
  name: string,
  timer: Omit<SetTimer<Command>, 'set'>,
): SetTimer<Command> {
  return { set: name, ...timer };
}

/** Takes a timer of the event's entity back, if it is set and not sent yet. */
export function cancelTimer(name: string): CancelTimer {
  return { cancel: name };
}

/** A timer that is set, as `runtime.timer` keeps it. */
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
 * What an event does to a timer: its id, and what it is from now on, null if nothing. The command's id is made from
 * the event's, so that whoever makes the timer again makes the same command.
 * @param consumer the name of the subscription.
 * @throws {ContractError} for a command that is not of the contract `sends`, or for a time that is none.
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
    throw new ContractError(type, 'unknown-type', `no command of ${sends.category} for ${streamName}`);
  }
  if (Number.isNaN(Date.parse(at))) throw new ContractError(type, 'invalid', `no time to be sent at: "${at}"`);
  const id = timerId(event, change.set);
  const { metadata } = unawaited(follow(event, message));
  const kept = { id: uuidFrom(`${consumer} ${id}`, event.id), type, data, metadata };
  return [id, { id, dueAt: at, streamName, message: kept, cause: event.streamName }];
}

function timerId({ streamName }: Message, name: string): string {
  return `${streamName} ${name}`;
}

/**
 * The command of a timer, checked, and brought up to date: an earlier release may have set it.
 * @throws {ContractError} when it is none of the contract's any more.
 */
export function commandOfTimer(sends: Contract, { streamName, message }: Timer): NewMessage {
  const nowhere = { streamName, position: -1, globalPosition: -1, time: new Date() };
  const { id, type, data, metadata } = sends.readCommand({ ...message, ...nowhere });
  return sends.commands[type]!(data, { id, metadata });
}
