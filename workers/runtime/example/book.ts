import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider } from '@message-db/runtime';
import { lending } from './contract';

const { Lent, LendRejected, Returned, Overdue } = lending.events;

export interface Book {
  /** The reader who has it; null while it is on its shelf. */
  readonly reader: string | null;
  /** Whether its overdue event is written. */
  readonly isOverdue: boolean;
}

type Lending = typeof lending;

/** Decides what happens to one book. Pure: the same command and state lead to the same events. */
export const bookDecider: Decider<Book, CommandOf<Lending>, NewEventOf<Lending>, EventOf<Lending>> = {
  initialState: { reader: null, isOverdue: false },

  evolve(book, event) {
    switch (event.type) {
      case 'Lent':
        return { reader: event.data.reader, isOverdue: false };
      case 'Returned':
        return { reader: null, isOverdue: false };
      case 'Overdue':
        return { ...book, isOverdue: true };
      case 'LendRejected':
        return book;
    }
  },

  decide(command, book) {
    switch (command.type) {
      case 'Lend': {
        const { bookId, reader } = command.data;
        if (book.reader === reader) return [];
        if (book.reader !== null) return [LendRejected({ reason: 'lent', bookId, reader })];
        return [Lent(command.data)];
      }
      case 'Return':
        return book.reader === null ? [] : [Returned({ bookId: command.data.bookId, reader: book.reader })];
      case 'Remind': {
        // The book may have been returned, or lent to another reader, a moment before the timer fired.
        const { reader } = command.data;
        return book.reader !== reader || book.isOverdue ? [] : [Overdue(command.data)];
      }
    }
  },
};
