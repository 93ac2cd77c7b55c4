import { describe, expect, test } from 'vitest';
import type { NewMessage } from '@message-db/client';
import { asRead } from '../testing/message';
import { Add } from '@/workers/testing/fixtures/counter';
import { Asked, Remind, reminder } from '@/workers/testing/fixtures/reminder';
import { cancelTimer, changeOfTimer, commandOfTimer, setTimer, type Timer } from './timer';

const at = '2026-11-27T08:00:00.000Z';
const metadata = { traceId: 'some-trace', userId: 'somebody', awaited: true };
const place = { streamName: 'reminder-1', position: 3, globalPosition: 33 };
const event = asRead(Asked({ reminderId: '1', at, text: 'Tea' }, { metadata }), place);
const command = Remind({ reminderId: '1', text: 'Tea' });
const toCommands = reminder.commandStream('1');

function set(message: NewMessage = command, { dueAt = at, streamName = toCommands, cause = event, name = 'tea' } = {}) {
  return changeOfTimer('reminders', reminder, cause, setTimer(name, { at: dueAt, streamName, message }));
}
const timerOf = (...change: Parameters<typeof set>) => set(...change)[1] as Timer;

describe('a timer', () => {
  test('has an id made from its name and the entity whose event sets it', () => {
    expect(set()[0]).toBe('reminder-1 tea');
    expect(changeOfTimer('reminders', reminder, event, cancelTimer('tea'))).toEqual(['reminder-1 tea', null]);
    expect(timerOf()).toMatchObject({ dueAt: at, streamName: toCommands, cause: 'reminder-1' });
  });

  test('has the same command id for the same event, and another for another event', () => {
    const { id } = timerOf().message;
    expect(timerOf(Remind({ reminderId: '1', text: 'Tea' })).message.id).toBe(id);
    expect(timerOf(command, { cause: asRead(Asked(event.data), place) }).message.id).not.toBe(id);
    expect(timerOf(command, { name: 'coffee' }).message.id).not.toBe(id);
  });

  test('has a command that follows from its event and is not awaited', () => {
    expect(timerOf().message.metadata).toEqual({
      traceId: 'some-trace',
      userId: 'somebody',
      schemaVersion: 1,
      causationMessageStreamName: 'reminder-1',
      causationMessagePosition: 3,
      causationMessageGlobalPosition: 33,
    });
  });

  test('is refused for an invalid time, and for a message that is not a command of the contract', () => {
    const refusal = expect.objectContaining({ name: 'ContractError' });
    expect(() => set(command, { dueAt: 'soon' })).toThrow(refusal);
    expect(() => set(command, { streamName: 'reminder-1' })).toThrow(refusal);
    expect(() => set(Add({ counterId: '1', amount: 1 }))).toThrow(refusal);
  });
});

describe('the command of a timer', () => {
  test('is sent unchanged', () => {
    const timer = timerOf();
    expect(commandOfTimer(reminder, timer)).toEqual({ ...command, ...timer.message, idGiven: true });
  });

  test('is refused if it breaks the current contract', () => {
    const { message, ...timer } = timerOf();
    const unknown = { ...timer, message: { ...message, type: 'Wake' } };
    const invalid = { ...timer, message: { ...message, data: { text: 'Tea' } } };
    for (const broken of [unknown, invalid]) {
      expect(() => commandOfTimer(reminder, broken)).toThrow(expect.objectContaining({ name: 'ContractError' }));
    }
  });
});
