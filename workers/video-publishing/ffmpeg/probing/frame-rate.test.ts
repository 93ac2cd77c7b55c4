import { expect, test } from 'vitest';
import { frameRateOf } from './frame-rate';

test.each([
  ['30000/1001', '30000/1001', '30000/1001'],
  ['60/1', '12/1', '60/1'],
  // The rate of screen recordings and phones is the tick of a clock.
  ['1000/1', '24/1', '24'],
  ['90000/1', '2963/100', '30000/1001'],
  ['1000/1', '2/1', '30'],
  ['90000/1', '0/0', '30'],
  ['0/0', '0/0', '30'],
  ['1/10', '1/10', '30'],
  ['1/1', '1/1', '30'],
  ['12/1', '12/1', '12/1'],
  ['1000/1', '500/1', '60'],
  // A faster rate is divided by an integer, so that the remaining frames are evenly spaced.
  ['120/1', '120/1', '120/2'],
  ['100/1', '100/1', '100/2'],
  ['240000/1001', '240000/1001', '240000/4004'],
])('a source with the rate %s, and %s on average, has renditions with %s', (base, average, rate) => {
  expect(frameRateOf({ r_frame_rate: base, avg_frame_rate: average }, false)).toBe(rate);
});

test('two interlaced fields count as one frame', () => {
  expect(frameRateOf({ r_frame_rate: '50/1', avg_frame_rate: '25/1' }, true)).toBe('25/1');
  expect(frameRateOf({ r_frame_rate: '50/1', avg_frame_rate: '25/1' }, false)).toBe('50/1');
});
