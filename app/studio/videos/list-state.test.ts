import { describe, expect, test } from 'vitest';
import { listParameters, PLAIN, cursorParameter, readListState, readCursor } from './list-state';

describe('the state of the list', () => {
  test('is plain without parameters, and for values that do not exist', () => {
    expect(readListState({})).toEqual(PLAIN);
    expect(
      readListState({
        q: ['a', 'b'],
        in: 'constructor',
        category: 'x',
        visibility: 1,
        sort: 'by-moon-phase',
        of: 'me',
      }),
    ).toEqual(PLAIN);
  });

  test('is in the address, without what is plain', () => {
    expect(listParameters(PLAIN)).toBe('');
    const of = '00000000-0000-4000-8000-00000000000b';
    const list = { ...PLAIN, q: 'knots & sails', in: 'trash', sort: 'title', of } as const;
    const address = listParameters(list);
    expect(address).toBe(`?q=knots+%26+sails&in=trash&sort=title&of=${of}`);
    expect(readListState(Object.fromEntries(new URLSearchParams(address)))).toEqual(list);
    const filtered = { ...PLAIN, category: 'none', visibility: 'unlisted' } as const;
    expect(listParameters(filtered)).toBe('?category=none&visibility=unlisted');
    expect(readListState({ category: 'none', visibility: 'unlisted' })).toEqual(filtered);
  });

  test('has a search without the space around it, and of some length', () => {
    expect(readListState({ q: '  knots\0 ' }).q).toBe('knots');
    expect(readListState({ q: 'x'.repeat(5_000) }).q).toHaveLength(200);
  });
});

describe('the cursor of a page', () => {
  const videoId = '10000000-0000-4000-8000-000000000001';

  test.each([
    { side: 'after', value: 'Äpfel', videoId },
    { side: 'before', value: '12', videoId },
  ] as const)('is in the address: %j', (cursor) => expect(readCursor(cursorParameter(cursor))).toEqual(cursor));

  test.each([{}, { after: 'nonsense' }, { after: ['a'] }, { before: Buffer.from('["a","b"]').toString('base64url') }])(
    'is the first page for %j',
    (parameters) => expect(readCursor(parameters)).toBe(null),
  );
});
