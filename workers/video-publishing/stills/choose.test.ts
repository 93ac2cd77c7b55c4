import { describe, expect, test } from 'vitest';
import { chooseProposals } from './choose';
import { thumbnailsFile, tileOf } from './thumbnails';

describe('the proposed posters', () => {
  test('are the picture with the most detail of each third', () => {
    expect(chooseProposals([5, 9, 6, 20, 30, 10, 4, 4, 8])).toEqual([1, 4, 8]);
  });
  test('are never blank while others are left, which take the place', () => {
    expect(chooseProposals([0, 0, 2, 20, 30, 10, 0, 1, 0])).toEqual([3, 4, 5]);
    expect(chooseProposals([0, 0, 2, 20, 0, 0, 0, 1, 0])).toEqual([3]);
  });
  test('are fewer of a short film, and one of a film that is blank throughout', () => {
    expect(chooseProposals([7, 8])).toEqual([0, 1]);
    expect(chooseProposals([0, 2, 1, 0])).toEqual([1]);
    expect(chooseProposals([])).toEqual([]);
  });
});

describe('the file of a storyboard', () => {
  test('has a part of a sheet for each span of the film', () => {
    const times = Array.from({ length: 26 }, (_, index) => index * 4);
    const lines = thumbnailsFile(times, 103.5, { width: 160, height: 90 }).split('\n\n');
    expect(lines[0]).toBe('WEBVTT');
    expect(lines[1]).toBe('00:00:00.000 --> 00:00:04.000\nsheet-1.jpg#xywh=0,0,160,90');
    expect(lines[7]).toBe('00:00:24.000 --> 00:00:28.000\nsheet-1.jpg#xywh=160,90,160,90');
    expect(lines[26]).toBe('00:01:40.000 --> 00:01:43.500\nsheet-2.jpg#xywh=0,0,160,90\n');
    expect(lines).toHaveLength(27);
  });
  test('has pictures in the shape of the film', () => {
    expect(tileOf({ width: 640, height: 360 })).toEqual({ width: 160, height: 90 });
    expect(tileOf({ width: 360, height: 640 })).toEqual({ width: 90, height: 160 });
    expect(tileOf({ width: 854, height: 480 })).toEqual({ width: 160, height: 90 });
  });
});
