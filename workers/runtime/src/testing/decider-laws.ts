import type { Message, NewMessage } from '@message-db/client';
import fc from 'fast-check';
import { expect } from 'vitest';
import { isRejection } from '../outcomes/rejection';
import { fold, type Decider, type Decision, type PastEvent } from '../deciding/decider';
import { describeMessage } from './arbitrary-messages';
import { checkProperty } from './check-property';
import { contentOf, type NewOf } from './decider';
import { asRead } from './message';

/** An entity with arbitrary commands: its decider, the commands that it may get, and its events before them. */
export interface ArbitraryEntity<State, Command extends Message, Event extends NewMessage, Past extends Message> {
  readonly decider: Decider<State, Command, Event, Past>;
  readonly commands: fc.Arbitrary<NewOf<Command>>;
  readonly past?: readonly PastEvent<Past>[];
}

/** The effect of one command. */
interface Step<State, Command, Event extends NewMessage> {
  readonly command: Command;
  readonly before: State;
  readonly decisions: readonly Decision<Event>[];
  readonly after: State;
}

type Steps<State, Command, Event extends NewMessage> = readonly Step<State, Command, Event>[];

const COMMANDS_MAX = 20;
/** The longest time between two commands. */
const MINUTES_MAX = 24 * 60;

/** Runs random sequences of commands, and checks the steps of each. */
export function checkSteps<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  life: ArbitraryEntity<State, Command, Event, Past>,
  check: (steps: Steps<State, Command, Event>) => void,
): void {
  const commands = fc.array(fc.tuple(life.commands, fc.nat(MINUTES_MAX)), { maxLength: COMMANDS_MAX, size: 'max' });
  checkProperty(
    fc.property(commands, (timed) => check(runCommands(life, timed))),
    ([timed]) => timed.map(([command, minutes]) => `  ${minutes} min later: ${describeMessage(command)}`).join('\n'),
  );
}

/**
 * Expects that a decision depends on the command and the state alone and changes neither, and that the state survives
 * JSON, as in a snapshot.
 */
export function expectPure<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  life: ArbitraryEntity<State, Command, Event, Past>,
): void {
  checkSteps(life, (steps) => {
    for (const { command, before, decisions, after } of steps) {
      const kept = deepFreeze(JSON.parse(JSON.stringify(before)) as State);
      expect(life.decider.decide(command, kept).map(contentOf), 'decided a second time from the same state').toEqual(
        decisions.map(contentOf),
      );
      expect(JSON.parse(JSON.stringify(after)), 'the state after JSON').toStrictEqual(after);
    }
  });
}

/** Expects that a command that is repeated immediately has no effect. It may be rejected. */
export function expectRepeatable<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  life: ArbitraryEntity<State, Command, Event, Past>,
): void {
  checkSteps(life, (steps) => {
    for (const { command, after } of steps) {
      const again = life.decider.decide(command, after).map(contentOf);
      expect(
        again.filter(({ type }) => !isRejection(type)),
        `the effect of a repeated ${command.type}`,
      ).toEqual([]);
    }
  });
}

/** Expects that a rejection does not change the state. */
export function expectRejectionsWithoutEffect<
  State,
  Command extends Message,
  Event extends NewMessage,
  Past extends Message,
>(life: ArbitraryEntity<State, Command, Event, Past>): void {
  checkSteps(life, (steps) => {
    for (const { before, decisions } of steps) {
      for (const event of ownEvents(decisions)) {
        if (isRejection(event.type))
          expect(life.decider.evolve(before, event as PastEvent<Past>), event.type).toEqual(before);
      }
    }
  });
}

/** The time from which the first command counts. */
const BEGINNING = Date.UTC(2026, 10, 20);

function runCommands<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  { decider, past = [] }: ArbitraryEntity<State, Command, Event, Past>,
  timed: readonly (readonly [command: NewMessage, minutes: number])[],
): Steps<State, Command, Event> {
  let state = deepFreeze(fold(decider, past));
  let time = BEGINNING;
  return timed.map(([message, minutes]) => {
    time += minutes * 60_000;
    const command = deepFreeze(
      asRead(message, { time: new Date(time), streamName: 'test:command-1' }),
    ) as unknown as Command;
    const before = state;
    const decisions = decider.decide(command, before);
    for (const event of ownEvents(decisions)) state = deepFreeze(decider.evolve(state, event as PastEvent<Past>));
    return { command, before, decisions, after: state };
  });
}

/** Returns the events of the entity itself, with their data as read from the store. */
function ownEvents<Event extends NewMessage>(decisions: readonly Decision<Event>[]) {
  return decisions.filter((decision) => !('opens' in decision)).map((decision) => contentOf(decision));
}

/** Freezes a value deeply, so that a change throws. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
