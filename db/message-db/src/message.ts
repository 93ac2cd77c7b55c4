import { ContractError } from './errors.ts';

/**
 * What a message says about itself. The causation, correlation and reply fields are Eventide's, and `traceparent` is W3C
 * Trace Context. `messageType` sets `schemaVersion`; the rest is optional. Add fields of your own, and extend this type
 * with them: `createMessageStore<MyMetadata>(pool)` reads messages that have it.
 */
export interface Metadata {
  [name: string]: unknown;
  causationMessageStreamName?: string;
  causationMessagePosition?: number;
  causationMessageGlobalPosition?: number;
  correlationStreamName?: string;
  replyStreamName?: string;
  schemaVersion?: number;
  /** One for everything that follows from one request. */
  traceId?: string;
  /** The user who asked. */
  userId?: string;
  traceparent?: string;
  /** Whether a caller waits to see the effect of this trace. */
  awaited?: boolean;
}

/** Whether a write of a message was tried. Its copies, such as those that `follow` makes, share this. */
class Attempts {
  #begun = false;

  /** @returns whether one had begun before. */
  begin(): boolean {
    const before = this.#begun;
    this.#begun = true;
    return before;
  }
}

const attempts: unique symbol = Symbol('attempts');

/** A message that is not written yet. Only a `messageType` makes one, so its data has passed its schema. */
export interface NewMessage<Type extends string = string, Data = unknown> {
  readonly [attempts]: Attempts;
  /** A UUID. */
  readonly id: string;
  /** Whether the caller chose the id, which makes the write idempotent. */
  readonly idGiven: boolean;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Metadata;
}

/** A message as the store holds it. */
export interface Message<Type extends string = string, Data = unknown, Meta extends Metadata = Metadata> {
  readonly id: string;
  readonly streamName: string;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Meta;
  /** Ordinal in its stream, from 0, without gaps. */
  readonly position: number;
  /** Ordinal in the whole store, from 1, with gaps. */
  readonly globalPosition: number;
  /** When the writing transaction began, by the server's clock. */
  readonly time: Date;
  /**
   * Set where its data has a number with more digits than JavaScript keeps, written by another program: `data` has the
   * nearest that there is. `MessageType.read` refuses such a message.
   */
  readonly isInexact?: true;
}

/** The metadata of a message that follows from another: it names its cause and inherits the rest. */
export function following(cause: Message): Metadata {
  const { correlationStreamName, replyStreamName, traceId, userId, traceparent, awaited } = cause.metadata;
  return definedOnly({
    causationMessageStreamName: cause.streamName,
    causationMessagePosition: cause.position,
    causationMessageGlobalPosition: cause.globalPosition,
    correlationStreamName,
    replyStreamName,
    traceId,
    userId,
    traceparent,
    awaited,
  });
}

/** `follow(command, Registered({...}))`: the same new message with the metadata of one that follows from `cause`. */
export function follow<M extends NewMessage>(cause: Message, message: M): M {
  return { ...message, metadata: { ...following(cause), ...message.metadata } };
}

/** Begins a write of a message. @returns whether an earlier one may have put it into the store. */
export function mayBeWritten(message: NewMessage): boolean {
  const known: Attempts | undefined = message[attempts];
  return (known?.begin() ?? true) || message.idGiven;
}

/**
 * Makes a message for `messageType`, which has checked its schema: this checks only what the store demands.
 * @throws {TypeError} when the id is not a UUID.
 * @throws {ContractError} when jsonb cannot hold the data or the metadata.
 */
export function newMessage<Type extends string, Data>(
  type: Type,
  data: Data,
  id: string | undefined,
  given: Metadata,
): NewMessage<Type, Data> {
  if (id !== undefined && !UUID.test(id))
    throw new TypeError(`${type}: the id of a message must be a UUID, not "${id}"`);
  const metadata = definedOnly(given);
  assertStorable(type, data);
  assertStorable(type, metadata);
  return {
    [attempts]: new Attempts(),
    id: id?.toLowerCase() ?? crypto.randomUUID(),
    idGiven: id !== undefined,
    type,
    data,
    metadata,
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** In the output of JSON.stringify: the character NUL, or half of a surrogate pair. Text in Postgres holds neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function assertStorable(type: string, value: unknown): void {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new ContractError(type, 'invalid', `not JSON: ${String(cause)}`, { cause });
  }
  if (json === undefined) throw new ContractError(type, 'invalid', `not JSON: ${typeof value}`);
  if (UNSTORABLE.test(json)) throw new ContractError(type, 'invalid', 'text with a NUL or half a surrogate pair');
  // JSON makes null of a number that it does not have.
  if (json.includes('null')) JSON.stringify(value, (_, part: unknown) => assertFinite(type, part));
}

function assertFinite(type: string, part: unknown): unknown {
  if (typeof part === 'number' && !Number.isFinite(part))
    throw new ContractError(type, 'invalid', `JSON has no number ${part}`);
  return part;
}

/** The object without its undefined properties: itself, where it has none, which costs least. */
function definedOnly<T extends object>(object: T): T {
  if (!Object.values(object).includes(undefined)) return object;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
