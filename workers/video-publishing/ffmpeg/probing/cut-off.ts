import { open, type FileHandle } from 'node:fs/promises';
import { readBoxes, readBytes } from './boxes';
import { isMatroska, matroskaSize } from './matroska';

/** The length of the part at the beginning that is read. It contains the size in every format that declares one. */
const HEADER_BYTES = 4096;

/** Returns whether a file is shorter than its own structure declares. False if it declares no size. */
export async function isCutOff(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const last = (await readBoxes(file, size)).at(-1);
    if (last) return last.end > size;
    const head = await readBytes(file, 0, HEADER_BYTES);
    const expected = declaredSize(head);
    if (expected !== null) return expected > size;
    return head.subarray(0, 3).toString('latin1') === 'FLV' && (await isFlvCutOff(file, size));
  } finally {
    await file.close();
  }
}

/**
 * Returns the size in bytes that the header of a RIFF (AVI), Matroska (WebM) or ASF (WMV) file declares; null without
 * one. Pure.
 */
export function declaredSize(head: Buffer): number | null {
  if (head.subarray(0, 4).toString('latin1') === 'RIFF') return 8 + head.readUInt32LE(4);
  if (isMatroska(head)) return matroskaSize(head);
  const properties = head.indexOf(ASF_FILE_PROPERTIES);
  return head.readUInt32BE(0) === 0x3026b275 && properties >= 0 ? Number(head.readBigUInt64LE(properties + 40)) : null;
}

const ASF_FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');

/** Each tag of FLV is followed by its size, so the file is cut off if the last size does not match its tag. */
async function isFlvCutOff(file: FileHandle, size: number): Promise<boolean> {
  const last = (await readBytes(file, size - 4, 4)).readUInt32BE(0);
  if (last < 11 || last + 4 > size) return true;
  return (await readBytes(file, size - 4 - last, 4)).readUIntBE(1, 3) !== last - 11;
}
