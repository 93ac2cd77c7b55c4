import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { declaredSize, isCutOff } from './cut-off';
import { encryptionOf } from './encryption';

const folder = await mkdtemp(join(tmpdir(), 'cut-off-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(...parts: readonly (Buffer | string)[]): Promise<string> {
  const path = join(folder, 'some');
  await writeFile(
    path,
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  );
  return path;
}
const box = (type: string, content: Buffer | string, length = content.length + 8) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return Buffer.concat([size, Buffer.from(type), Buffer.from(content)]);
};
const ftyp = box('ftyp', 'isom');

test('an MP4 file is cut off if its last box ends after the file', async () => {
  expect(await isCutOff(await write(ftyp, box('mdat', 'abc'), box('moov', '')))).toBe(false);
  expect(await isCutOff(await write(ftyp, box('moov', ''), box('mdat', 'abc', 1_000)))).toBe(true);
  // Length 0 means up to the end of the file.
  expect(await isCutOff(await write(ftyp, box('mdat', 'abc', 0)))).toBe(false);
  expect(await isCutOff(await write('This is only a text.'))).toBe(false);
});
test('RIFF and Matroska files are cut off if they are smaller than their header declares', async () => {
  const riff = Buffer.from('RIFF\u0000\u0001\u0000\u0000AVI LIST', 'latin1');
  expect(declaredSize(riff)).toBe(264);
  expect(await isCutOff(await write(riff))).toBe(true);
  const matroska = (size: string) => Buffer.from(`1a45dfa3814218538067${size}0000000000000000000000`, 'hex');
  expect(declaredSize(matroska('83'))).toBe(14);
  expect(declaredSize(matroska('0100000000000100'))).toBe(274);
  // A recording that was written without knowing its size.
  expect(declaredSize(matroska('01ffffffffffffff'))).toBe(null);
  expect(declaredSize(Buffer.from('nothing that is known'))).toBe(null);
});
test('an FLV file is cut off if its last tag is not complete', async () => {
  const tag = Buffer.from('09000003000000000000000102030000000e', 'hex');
  expect(await isCutOff(await write('FLV', Buffer.alloc(10), tag))).toBe(false);
  expect(await isCutOff(await write('FLV', Buffer.alloc(10), tag, tag.subarray(0, 12)))).toBe(true);
});
test('encryptionOf finds encrypted tracks in the index, not in the media data', async () => {
  const of = async (index: string) =>
    encryptionOf(await write(ftyp, box('moov', index), box('mdat', 'encv sinf schm')));
  expect(await of('avc1 mp4a')).toEqual({ picture: false, sound: false });
  expect(await of('encv sinf schm mp4a')).toEqual({ picture: true, sound: false });
  expect(await of('avc1 enca sinf schm')).toEqual({ picture: false, sound: true });
});
