import { describe, expect, test } from 'vitest';
import { FILE_NAME_MAX, formatMetadata, readUploadRequest, UploadRefusal } from './metadata';

const videoId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';
const MAX_BYTES = 1_000;

const read = (metadata: Record<string, string> | string, length: string | null = '10') => {
  const headers = new Headers({
    'Upload-Metadata': typeof metadata === 'string' ? metadata : formatMetadata(metadata),
  });
  if (length !== null) headers.set('Upload-Length', length);
  return readUploadRequest(headers, MAX_BYTES);
};

/** Returns the status and reason of a refusal. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UploadRefusal) return `${error.status} ${error.reason}`;
    throw error;
  }
  return 'none';
}

describe('the headers of an upload', () => {
  test('have the name, size and date of the file, and the video whose file it is', () => {
    const newVideo = { lastModified: null, videoId: null, isArchive: false };
    expect(read({ filename: 'Käse 🎬.mp4' })).toEqual({ ...newVideo, fileName: 'Käse 🎬.mp4', bytes: 10 });
    expect(read({ filename: 'a.mp4', filetype: 'video/mp4', lastModified: '1767000000000', videoId })).toEqual({
      fileName: 'a.mp4',
      bytes: 10,
      lastModified: '1767000000000',
      videoId,
      isArchive: false,
    });
    expect(read({ filename: 'a.mp4', videoId: videoId.toUpperCase() }).videoId).toBe(videoId);
    expect(read('', '0')).toEqual({ ...newVideo, fileName: 'video', bytes: 0 });
    expect(read({ lastModified: 'yesterday' }).lastModified).toBeNull();
  });

  test('say that a file is an archive, which belongs to no video', () => {
    expect(read({ filename: 'a.zip', purpose: 'archive' })).toMatchObject({ isArchive: true, videoId: null });
    expect(read({ filename: 'a.zip', purpose: 'archive', videoId })).toMatchObject({ isArchive: false, videoId });
  });

  test('have a name without folders and control characters', () => {
    expect(read({ filename: '../../etc/passwd' }).fileName).toBe('passwd');
    expect(read({ filename: 'C:\\videos\\a.mp4' }).fileName).toBe('a.mp4');
    expect(read({ filename: 'a\u0000b\n.mp4' }).fileName).toBe('a b .mp4');
    expect(read({ filename: '/' }).fileName).toBe('video');
  });

  test('are refused if they are invalid', () => {
    expect(refusal(() => read({}, null))).toBe('400 bad-length');
    expect(refusal(() => read({}, '-1'))).toBe('400 bad-length');
    expect(refusal(() => read({}, '1e3'))).toBe('400 bad-length');
    expect(refusal(() => read({}, String(MAX_BYTES + 1)))).toBe('413 too-large');
    expect(refusal(() => read({ filename: 'x'.repeat(FILE_NAME_MAX + 1) }))).toBe('400 name-too-long');
    expect(refusal(() => read({ videoId: 'mine' }))).toBe('400 bad-video');
    expect(refusal(() => read('filename not*base64'))).toBe('400 bad-metadata');
  });

  test('cannot name an owner', () => {
    expect(read({ filename: 'a.mp4', ownerId: videoId })).not.toHaveProperty('ownerId');
  });
});
