import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const bookId = z.string().min(1);
const reader = z.string().min(1);
const moment = z.iso.datetime();

/** The books of a library, and the readers who have them. */
export const lending = defineContract({
  category: 'lending',
  commands: {
    /** `at` is the time of the request. A decider has no clock. */
    Lend: messageType('Lend', z.object({ bookId, reader, at: moment, dueAt: moment })),
    Return: messageType('Return', z.object({ bookId })),
    /** Sent by the timer. */
    Remind: messageType('Remind', z.object({ bookId, reader })),
  },
  events: {
    Lent: messageType('Lent', z.object({ bookId, reader, at: moment, dueAt: moment })),
    /** `lent`: another reader has the book. */
    LendRejected: messageType('LendRejected', z.object({ reason: z.enum(['lent']), bookId, reader })),
    Returned: messageType('Returned', z.object({ bookId, reader })),
    Overdue: messageType('Overdue', z.object({ bookId, reader })),
  },
});

/** The letters of the library to its readers. Another component would send them. */
export const letters = defineContract({
  category: 'letters',
  commands: { Send: messageType('Send', z.object({ reader, text: z.string() })) },
  events: {},
});
