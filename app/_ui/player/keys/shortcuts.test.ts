import { expect, test } from 'vitest';
import { actOf, shortcutsOf } from './shortcuts';

const pressed = { repeat: false, isInPlayer: false, usedBy: 'nothing', onPage: true } as const;

test.each([
  ['k', 'play'],
  ['K', 'play'],
  ['ArrowRight', 'forward-a-little'],
  ['7', 7],
  ['?', 'help'],
  ['q', null],
  ['constructor', null],
  ['Enter', null],
])('%s anywhere on the page: %s', (key, act) => {
  expect(actOf({ ...pressed, key })).toBe(act);
});

test('keys that scroll the page are the player’s only within it', () => {
  for (const key of [' ', 'ArrowUp', 'ArrowDown', 'Home', 'End']) {
    expect(actOf({ ...pressed, key })).toBeNull();
    expect(actOf({ ...pressed, key, isInPlayer: true })).not.toBeNull();
  }
});

test('who wants no keys on the page has them in the player', () => {
  expect(actOf({ ...pressed, key: 'k', onPage: false })).toBeNull();
  expect(actOf({ ...pressed, key: 'k', onPage: false, isInPlayer: true })).toBe('play');
});

test('a key that the focused control uses is not the player’s', () => {
  expect(actOf({ ...pressed, key: ' ', isInPlayer: true, usedBy: 'press' })).toBeNull();
  expect(actOf({ ...pressed, key: 'ArrowLeft', isInPlayer: true, usedBy: 'slider' })).toBeNull();
  expect(actOf({ ...pressed, key: 'k', usedBy: 'any' })).toBeNull();
  expect(actOf({ ...pressed, key: 'm', isInPlayer: true, usedBy: 'slider' })).toBe('mute');
});

test('a key that is held steps on, but does not switch on and off', () => {
  expect(actOf({ ...pressed, key: '.', repeat: true })).toBe('frame-forward');
  expect(actOf({ ...pressed, key: 'm', repeat: true })).toBeNull();
});

test('the help has what the player offers', () => {
  const helpFor = (is: boolean) =>
    shortcutsOf({ captions: is, theatre: is, next: is, previous: is }).flatMap(({ shortcuts }) =>
      shortcuts.map(({ keys, words }) => `${keys.join(' ')}: ${words}`),
    );
  expect(helpFor(true)).toContain('K Space: Play or pause');
  expect(helpFor(true)).toContain('C: Captions on or off');
  expect(helpFor(false).some((words) => /Captions|Theatre|Next|Previous/.test(words))).toBe(false);
});
