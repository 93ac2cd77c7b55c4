import { describe, expect, test } from 'vitest';
import { faultOf, PLAIN, readState, stateParameters } from './state';

describe('the state of analytics', () => {
  test('is a plain one without parameters, and has no parameters then', () => {
    expect(readState({})).toEqual(PLAIN);
    expect(stateParameters(PLAIN)).toBe('');
  });

  test.each([
    ['?range=7'],
    ['?from=2026-11-01&to=2026-11-30&by=week&metric=watched&compare=year'],
    ['?source=search&sourceDetail=two+half-hitches&device=phone'],
  ])('is read from %s and written the same', (text) => {
    expect(stateParameters(readState(Object.fromEntries(new URLSearchParams(text))))).toBe(text);
  });

  test('leaves out what makes no sense', () => {
    const odd = {
      range: '8',
      from: '2026-02-30',
      to: 'x',
      by: 'year',
      metric: '',
      compare: '1',
      source: 'x',
      device: ['tv', 'x'],
    };
    expect(readState(odd)).toEqual({ ...PLAIN, filter: { device: 'tv' } });
    expect(readState({ from: '2026-11-01', browser: '', language: 'x', sourceDetail: '\0' })).toEqual(PLAIN);
    expect(readState({ browser: 'x'.repeat(101), from: '9999-01-01', to: '0000-01-01' })).toEqual(PLAIN);
  });

  test('has its first day before its last one', () => {
    expect(readState({ from: '2026-11-30', to: '2026-11-01' })).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  });

  test.each([
    [{ range: '30' }, 'range must be 1, 7, 28, 90, 365.'],
    [{ from: '2026-11-01', to: '9999-01-01' }, 'to must be a day from 2000 to 2099, such as 2026-11-21.'],
    [{ from: '2026-11-01' }, 'from and to belong together.'],
    [{ by: 'year' }, 'by must be hour, day, week, month.'],
    [{ device: 'bogus' }, 'device must be computer, phone, tablet, tv, other, unknown.'],
    [{ browser: 'x'.repeat(101) }, 'browser must be at most 100 characters.'],
    [{ range: '7', source: 'search', video: 'x', format: 'csv' }, null],
    [{}, null],
  ])('of %j the fault is: %s', (parameters, fault) => expect(faultOf(parameters)).toBe(fault));

  test('can have other parameters', () => {
    expect(stateParameters({ ...PLAIN, range: '7' }, { format: 'csv' })).toBe('?range=7&format=csv');
  });
});
