import { expect, test } from 'vitest';
import { endsAccess, isNewAccess, mayEdit, withAccess, type Shared } from './access';

const owned: Shared = { ownerId: 'ada', access: [] };
const asked = { accessId: '1', ownerId: 'ada', role: 'editor' as const };
const shared: Shared = { ownerId: 'ada', access: withAccess([], asked, 'bob') };

test('the owner and editors may change an entity, viewers and others may not', () => {
  expect(mayEdit(owned, 'ada')).toBe(true);
  expect(mayEdit(owned, 'bob')).toBe(false);
  expect(mayEdit(shared, 'bob')).toBe(true);
  const viewed = { ...shared, access: withAccess([], { ...asked, role: 'viewer' }, 'bob') };
  expect(mayEdit(viewed, 'bob')).toBe(false);
});

test('access begins once and not after its end, in whichever order the two arrive', () => {
  expect([isNewAccess(owned, asked), isNewAccess(shared, asked)]).toEqual([true, false]);
  const ended = { ownerId: 'ada', access: withAccess([], asked, null) };
  expect([isNewAccess(ended, asked), endsAccess(ended, asked), mayEdit(ended, 'bob')]).toEqual([false, false, false]);
  expect([endsAccess(owned, asked), endsAccess(shared, asked)]).toEqual([true, true]);
});

test('nobody shares what belongs to another', () => {
  expect(isNewAccess(owned, { ...asked, ownerId: 'bob' })).toBe(false);
  expect(endsAccess(shared, { ...asked, ownerId: 'bob' })).toBe(false);
});
