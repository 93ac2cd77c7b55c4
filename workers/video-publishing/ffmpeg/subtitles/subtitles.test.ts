import { expect, test } from 'vitest';
import { readSubtitleTracks } from './subtitles';

test('the text tracks of a file are those with text, not with pictures of it', () => {
  const streams = [
    { index: 2, codec_name: 'subrip', tags: { language: 'eng', title: 'With sounds' } },
    { index: 3, codec_name: 'hdmv_pgs_subtitle', tags: { language: 'eng' } },
    { index: 4, codec_name: 'mov_text' },
  ];
  expect(readSubtitleTracks(JSON.stringify({ streams }))).toEqual([
    { stream: 2, language: 'en', title: 'With sounds' },
    { stream: 4, language: null, title: '' },
  ]);
});
