import { expect, test } from 'vitest';
import { reportsDamage } from './damage';

test.each([
  'Error while decoding stream #0:0: Invalid data found when processing input',
  '[h264 @ 0x1] error while decoding MB 1 4, bytestream -5',
  '[h264 @ 0x1] Invalid NAL unit size (563 > 91).',
  '[mov,mp4,m4a @ 0x1] stream 0, offset 0x5a3: partial file',
  '[matroska,webm @ 0x1] Element at 0xc1f7 ending at 0x16eee7 exceeds containing master element ending at 0xfdc4',
])('damage: %s', (stderr) => expect(reportsDamage(stderr)).toBe(true));

test.each([
  '',
  '[hls @ 0x1] Cannot use rename on non file protocol, this may lead to races and temporary partial files',
  '[mov,mp4,m4a @ 0x1] Referenced QT chapter track not found',
  '[h264 @ 0x1] mmco: unref short failure',
])('no damage: %s', (stderr) => expect(reportsDamage(stderr)).toBe(false));
