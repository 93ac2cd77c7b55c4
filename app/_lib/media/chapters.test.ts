import { describe, expect, test } from 'vitest';
import { chaptersOf } from './chapters';

const chapter = (startSeconds: number, title: string) => ({ startSeconds, title });
const video = {
  editedChapters: null,
  fileChapters: [chapter(0, 'From the file'), chapter(40, 'Its end')],
  description: '0:00 Start\n0:10 Bowline\n0:20 Sheet bend',
  durationSeconds: 60,
};

describe('a video shows', () => {
  test('the edited chapters, even if they are none', () => {
    const edited = [chapter(0, 'Edited')];
    expect(chaptersOf({ ...video, editedChapters: edited })).toEqual({ from: 'edited', chapters: edited });
    expect(chaptersOf({ ...video, editedChapters: [] })).toEqual({ from: 'edited', chapters: [] });
  });
  test('else those in its description', () => {
    const chapters = [chapter(0, 'Start'), chapter(10, 'Bowline'), chapter(20, 'Sheet bend')];
    expect(chaptersOf(video)).toEqual({ from: 'description', chapters });
  });
  test('else those in its file', () => {
    const found = chaptersOf({ ...video, description: '0:00 Start\n0:10 Bowline' });
    expect(found).toEqual({ from: 'file', chapters: video.fileChapters });
  });
  test('else none', () => {
    expect(chaptersOf({ ...video, description: '', fileChapters: [] })).toEqual({ from: null, chapters: [] });
  });
  test('none that begins after its end', () => {
    const short = { ...video, description: '', durationSeconds: 30 };
    expect(chaptersOf(short).chapters).toEqual([chapter(0, 'From the file')]);
    expect(chaptersOf({ ...short, editedChapters: [chapter(30, 'Late')] }).chapters).toEqual([]);
  });
});
