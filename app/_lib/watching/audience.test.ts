import { beforeEach, expect, test, vi } from 'vitest';

let audienceOf: typeof import('./audience').audienceOf;
beforeEach(async () => {
  // A browser without storage: the page keeps the values, as long as its code is loaded.
  vi.stubGlobal('window', {});
  vi.resetModules();
  ({ audienceOf } = await import('./audience'));
});
const on = (day: string) => new Date(`${day}T12:00:00`);

test('a browser is new to a creator for a day, and returns on later ones', () => {
  expect(audienceOf('ada', on('2026-11-21'))).toBe('new');
  expect(audienceOf('ada', on('2026-11-21'))).toBe('new');
  expect(audienceOf('ada', on('2026-11-22'))).toBe('returning');
  expect(audienceOf('bob', on('2026-11-22'))).toBe('new');
  expect(audienceOf('ada', on('2027-01-01'))).toBe('returning');
});

test('only the creators that were watched last are kept', () => {
  audienceOf('often', on('2026-01-01'));
  audienceOf('once', on('2026-01-01'));
  audienceOf('often', on('2026-01-02'));
  for (let index = 0; index < 499; index += 1) audienceOf(`creator ${index}`, on('2026-01-02'));
  expect(audienceOf('often', on('2026-01-03'))).toBe('returning');
  expect(audienceOf('once', on('2026-01-03'))).toBe('new');
});
