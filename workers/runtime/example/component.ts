import { cancelTimer, decides, reacts, schedules, setTimer, type Component } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { bookDecider } from './book';
import { lending, letters } from './contract';

/** Decides the commands, sends a reminder when a book is due, and writes to late readers. */
export const library: Component = {
  name: 'lending',
  subscriptions: [decides(lending, bookDecider), remindsWhenDue(), writesToLateReaders()],
};

/**
 * Each book has one timer. When it fires, it sends its command to the book, and the decider checks that it still
 * applies.
 */
function remindsWhenDue() {
  return schedules({
    name: 'lending-timers',
    follows: lending,
    sends: lending,
    timers: {
      Lent: ({ data: { bookId, reader, dueAt } }) =>
        setTimer('due', {
          at: dueAt,
          streamName: lending.commandStream(bookId),
          message: lending.commands.Remind({ bookId, reader }),
        }),
      Returned: () => cancelTimer('due'),
    },
  });
}

/**
 * Writes a letter to each late reader. A reaction runs at least once. Its message has an id made from its cause, so
 * that a repetition writes nothing new.
 */
function writesToLateReaders() {
  return reacts({
    name: 'lending-letters',
    category: lending.category,
    writes: [letters.commandCategory],
    read: lending.readEvent,
    handlers: {
      Overdue: ({ id, data: { bookId, reader } }) => [
        {
          streamName: letters.commandStream(reader),
          message: letters.commands.Send(
            { reader, text: `Please bring back ${bookId}.` },
            { id: uuidFrom('overdue letter', id) },
          ),
        },
      ],
    },
  });
}
