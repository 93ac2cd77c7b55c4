import { open, type FileHandle } from 'node:fs/promises';
import { readBoxes, readBytes } from './boxes';
import { isMatroska, matroskaSize } from './matroska';

/** How much of the beginning is read: enough for each format whose header says how long the file is. */
const HEADER_BYTES = 4096;

/** Whether a file's own structure says that it goes on beyond its end. False where it does not say. */
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

/** The size that the header of a RIFF (AVI), Matroska (WebM) or ASF (WMV) file gives it, in bytes. Pure. */
export function declaredSize(head: Buffer): number | null {
  if (head.subarray(0, 4).toString('latin1') === 'RIFF') return 8 + head.readUInt32LE(4);
  if (isMatroska(head)) return matroskaSize(head);
  const properties = head.indexOf(ASF_FILE_PROPERTIES);
  return head.readUInt32BE(0) === 0x3026b275 && properties >= 0 ? Number(head.readBigUInt64LE(properties + 40)) : null;
}

const ASF_FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');

/** Each tag ends with its own size. */
async function isFlvCutOff(file: FileHandle, size: number): Promise<boolean> {
  const last = (await readBytes(file, size - 4, 4)).readUInt32BE(0);
  if (last < 11 || last + 4 > size) return true;
  return (await readBytes(file, size - 4 - last, 4)).readUIntBE(1, 3) !== last - 11;
}
