import { describe, expect, test } from 'vitest';
import { formatLocal, instantOf, toInputValue } from './local-time';

const date = new Date('2026-11-27T08:00:00Z');

describe('a time in a time zone', () => {
  test.each([
    ['UTC', '27 Nov 2026, 08:00 UTC'],
    ['Europe/Berlin', '27 Nov 2026, 09:00 CET'],
    ['America/New_York', '27 Nov 2026, 03:00 GMT-5'],
    ['Pacific/Auckland', '27 Nov 2026, 21:00 GMT+13'],
  ])('is formatted with its zone: %s', (zone, text) => expect(formatLocal(date, zone)).toBe(text));

  test('follows summer time', () => {
    expect(formatLocal(new Date('2026-07-01T08:00:00Z'), 'Europe/Berlin')).toBe('1 Jul 2026, 10:00 CEST');
  });

  test.each([
    ['UTC', '2026-11-27T08:00'],
    ['Asia/Kolkata', '2026-11-27T13:30'],
    ['Pacific/Honolulu', '2026-11-26T22:00'],
  ])('fills an input: %s', (zone, value) => expect(toInputValue(date, zone)).toBe(value));

  test('fills an input with midnight and with seconds', () => {
    expect(toInputValue(new Date('2026-11-26T18:30:05Z'), 'Asia/Kolkata')).toBe('2026-11-27T00:00:05');
  });
});

describe('the instant of a form', () => {
  test.each([
    ['2026-11-27T08:00:00.000Z', '2026-11-27T08:00:00.000Z'],
    ['2026-11-27T08:00', '2026-11-27T08:00:00.000Z'],
    ['2026-11-27T08:00:05', '2026-11-27T08:00:05.000Z'],
    ['', ''],
    ['tomorrow', 'tomorrow'],
  ])('reads %j as %j', (text, instant) => expect(instantOf(text)).toBe(instant));
});
