import { describe, expect, test } from 'vitest';
import { questionPath, readQuestion } from './question';

const now = Date.parse('2026-11-29T12:00:00Z');
const faultsOf = (query: Record<string, string>) => readQuestion({ type: 'VideoViewed', ...query }, now).faults;

describe('a question to the log', () => {
  test('counts the messages of each of the last 28 days, unless the address says something else', () => {
    expect(readQuestion({ type: 'VideoViewed, VideoViewed ViewWithdrawn' }, now)).toEqual({
      question: {
        types: ['VideoViewed', 'ViewWithdrawn'],
        from: '2026-11-02',
        to: '2026-11-29',
        by: 'day',
        reduce: 'count',
        of: '',
      },
      faults: {},
    });
  });

  test('is kept by its address', () => {
    const query = { type: 'VideoViewed', from: '2026-11-01', to: '2026-11-02', by: 'context.source', reduce: 'sum' };
    const { question } = readQuestion({ ...query, of: 'watchedSeconds' }, now);
    const { search } = new URL(questionPath(question), 'http://localhost');
    expect(readQuestion(Object.fromEntries(new URLSearchParams(search)), now).question).toEqual(question);
  });

  test.each([
    [{ from: 'yesterday' }, 'from'],
    [{ to: '2026-02-30' }, 'to'],
    [{ from: '2026-11-05', to: '2026-11-04' }, 'to'],
    [{ by: "data'; drop" }, 'by'],
    [{ by: '' }, null],
    [{ type: ' ' }, 'type'],
    [{ reduce: 'sum' }, 'of'],
    [{ reduce: 'sum', of: 'a b' }, 'of'],
    [{ reduce: 'last' }, null],
    [{ reduce: 'explode' }, null],
  ])('that makes no sense is told where: %j', (query, field) => {
    expect(Object.keys(faultsOf(query))).toEqual(field === null ? [] : [field]);
  });
});
