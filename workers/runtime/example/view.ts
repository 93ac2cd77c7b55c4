import { eventsOf, type Aggregator, type FactOf, type Statement } from '@message-db/runtime';
import { lending } from './contract';

/** The books that readers have: the view `view.lent_books`. */
export const lentBooks: Aggregator = {
  name: 'lent-books',
  version: 1,
  tables: {
    lent_books: `CREATE TABLE lent_books (
      book_id    text PRIMARY KEY,
      reader     text NOT NULL,
      due_at     timestamptz NOT NULL,
      is_overdue boolean NOT NULL DEFAULT false
    )`,
  },
  // Every reader may see all rows.
  rules: { lent_books: 'true' },
  projections: [eventsOf(lending, project, (events) => events.map(({ data }) => `book:${data.bookId}`))],
};

/** Returns the state of each book after a batch: three statements, for a batch of any size. */
function project(events: readonly FactOf<typeof lending>[]): Statement[] {
  const lent = new Map<string, { reader: string; dueAt: string; isOverdue: boolean }>();
  const overdue = new Set<string>();
  const returned = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'Lent') {
      lent.set(data.bookId, { ...data, isOverdue: false });
      returned.delete(data.bookId);
      overdue.delete(data.bookId);
    } else if (type === 'Returned') {
      lent.delete(data.bookId);
      overdue.delete(data.bookId);
      returned.add(data.bookId);
    } else if (type === 'Overdue') {
      const loan = lent.get(data.bookId);
      if (loan) loan.isOverdue = true;
      else overdue.add(data.bookId);
    }
  }
  const loans = [...lent.values()];
  return [
    { text: 'DELETE FROM lent_books WHERE book_id = ANY ($1)', values: [[...returned]] },
    { text: 'UPDATE lent_books SET is_overdue = true WHERE book_id = ANY ($1)', values: [[...overdue]] },
    {
      text: `INSERT INTO lent_books (book_id, reader, due_at, is_overdue)
        SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::boolean[])
        ON CONFLICT (book_id) DO UPDATE
        SET reader = excluded.reader, due_at = excluded.due_at, is_overdue = excluded.is_overdue`,
      values: [
        [...lent.keys()],
        loans.map(({ reader }) => reader),
        loans.map(({ dueAt }) => dueAt),
        loans.map(({ isOverdue }) => isOverdue),
      ],
    },
  ];
}
