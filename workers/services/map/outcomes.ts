import type { Contract, Message, NewMessage } from '@message-db/client';
import { z } from 'zod';
import { isRejection } from '@message-db/runtime/contract';
import { fold, type Decider } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';

/** A decider with any state. */
export type AnyDecider = Decider<unknown, Message, NewMessage, Message>;

/** The possible outcomes of a command. */
export interface CommandOutcomes {
  /** Types of events in alphabetical order, without rejections. */
  readonly events: readonly string[];
  /** The reasons of each type of rejection: those that its contract lists, or else those that were found. */
  readonly rejections: Readonly<Record<string, readonly string[]>>;
}

/**
 * Finds the outcomes of each command by trying. It follows the commands of the examples from state to state, from the
 * beginning and from `otherPast`. It goes on from a state if two commands have outcomes there that they did not have
 * together before, because all combinations would be too many, and tries there each command with each of its fields
 * changed. The result depends only on the contract, the examples and the decider. An outcome that needs two changed
 * fields is not found.
 */
export function outcomesOf(
  contract: Contract,
  decider: AnyDecider,
  examples: Readonly<Record<string, NewMessage>>,
  otherPast: readonly NewMessage[] = [],
): Record<string, CommandOutcomes> {
  const types = Object.keys(contract.commands);
  const found = new Map(types.map((type) => [type, new Map<string, Set<string>>()]));
  const commands = types.map((type) => read(contract, examples[type]!)!);
  const changed = types.flatMap((type) => variants(contract, examples[type]!));

  const states = new Set<string>();
  const together = new Set<string>();
  const next = [decider.initialState, fold(decider, otherPast)];
  for (const state of next) {
    if (isNew(states, state)) {
      const outcomes = commands.map((command) => decide(command, state));
      const events = outcomes.map(({ made }, index) => [index, made]);
      const pairs = events.flatMap((one, index) => events.slice(index).map((other) => isNew(together, [one, other])));
      if (pairs.includes(true)) {
        for (const command of changed) decide(command, state);
        next.push(...outcomes.flatMap((outcome) => outcome.states));
      }
    }
  }
  return Object.fromEntries(
    [...found].map(([type, events]) => [type, summarize(contract, events, [...found.values()])]),
  );

  /** Records a command's outcome, and returns the states after it: of its entity, and of an entity that it opens. */
  function decide(command: Message, state: unknown): { made: string[]; states: unknown[] } {
    const made: string[] = [];
    let own = state;
    const opened: unknown[] = [];
    for (const decision of decider.decide(command, state)) {
      const event = asRead('opens' in decision ? decision.event : decision);
      note(command, event);
      made.push(event.type);
      if ('opens' in decision) opened.push(decider.evolve(decider.initialState, event));
      else own = decider.evolve(own, event);
    }
    return { made, states: [own, ...opened] };
  }

  function note(command: Message, { type, data }: Message): void {
    const events = found.get(command.type)!;
    const reasons = events.get(type) ?? new Set();
    events.set(type, reasons);
    const { reason } = data as { reason?: unknown };
    if (isRejection(type) && typeof reason === 'string') reasons.add(reason);
  }
}

/** Adds a value to those that are known. @returns whether it was none of them. */
function isNew(known: Set<string>, value: unknown): boolean {
  const before = known.size;
  return known.add(JSON.stringify(value)).size > before;
}

/** The reasons that a rejection's schema lists, or null if it allows any text. */
function declaredReasons(contract: Contract, type: string): readonly string[] | null {
  const schema = contract.events[type]?.schema as z.ZodObject | undefined;
  const reason = schema?.shape.reason;
  return reason instanceof z.ZodEnum ? reason.options.map(String) : null;
}

type Found = ReadonlyMap<string, ReadonlySet<string>>;

/** @param all what was found for each command. */
function summarize(contract: Contract, events: Found, all: readonly Found[]): CommandOutcomes {
  const types = [...events.keys()].sort();
  return {
    events: types.filter((type) => !isRejection(type)),
    rejections: Object.fromEntries(
      types.filter(isRejection).map((type) => [type, reasonsOf(contract, type, events, all)]),
    ),
  };
}

/**
 * Returns the reasons for which a command is rejected: those that the contract lists, or else those that were met.
 * Where several commands share a rejection, and every listed reason was met, each command has those that it met.
 */
function reasonsOf(contract: Contract, type: string, events: Found, all: readonly Found[]): readonly string[] {
  const met = events.get(type)!;
  const declared = declaredReasons(contract, type);
  if (!declared) return [...met].sort();
  const sharing = all.filter((each) => each.has(type));
  const allAreMet = declared.every((reason) => sharing.some((each) => each.get(type)!.has(reason)));
  return sharing.length > 1 && allAreMet ? declared.filter((reason) => met.has(reason)) : declared;
}

/** Returns copies of a command, each with one field of its example changed or left out, as far as the contract allows. */
function variants(contract: Contract, example: NewMessage): Message[] {
  const data = example.data as Record<string, unknown>;
  return Object.entries(data).flatMap(([field, value]) =>
    [undefined, ...othersOf(value)].flatMap(
      (other) => read(contract, { ...example, data: { ...data, [field]: other } }) ?? [],
    ),
  );
}

/** Null for a command that its contract refuses: it never reaches the decider. */
function read(contract: Contract, command: NewMessage): Message | null {
  try {
    return contract.readCommand(asRead(command, { time: TIME })) as Message;
  } catch {
    return null;
  }
}

/** The time at which the commands were written. */
const TIME = new Date('2026-11-21T12:00:00Z');

function othersOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [0, value + 1];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string') return [];
  if (/^[0-9a-f-]{36}$/.test(value)) return ['00000000-0000-4000-8000-0000000000ff'];
  if (/^\d{4}-\d{2}-\d{2}T/.test(value))
    return ['2026-01-01T00:00:00.000Z', '2026-12-31T00:00:00.000Z', '2126-01-01T00:00:00.000Z'];
  return ['', 'another-one', 'x'.repeat(300)];
}
