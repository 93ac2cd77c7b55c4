import { open, type FileHandle } from 'node:fs/promises';
import { readBoxes, readBytes } from './boxes';

/** What stands where a file begins. Enough for the header of each format that says how long the file is. */
const HEAD_BYTES = 4096;
/** Whether a file's own structure says that it goes on beyond its end. False where it does not say. */
export async function endsEarly(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const last = (await readBoxes(file, size)).at(-1);
    if (last) return last.end > size;
    const head = await readBytes(file, 0, HEAD_BYTES);
    const expected = declaredSize(head);
    if (expected !== null) return expected > size;
    return head.subarray(0, 3).toString('latin1') === 'FLV' && (await flvEndsEarly(file, size));
  } finally {
    await file.close();
  }
}

/** The size that the header of a RIFF (AVI), Matroska (WebM) or ASF (WMV) file gives it, in bytes. Pure. */
export function declaredSize(head: Buffer): number | null {
  if (head.subarray(0, 4).toString('latin1') === 'RIFF') return 8 + head.readUInt32LE(4);
  if (head.readUInt32BE(0) === 0x1a45dfa3) return matroskaSize(head);
  const properties = head.indexOf(ASF_FILE_PROPERTIES);
  return head.readUInt32BE(0) === 0x3026b275 && properties >= 0 ? Number(head.readBigUInt64LE(properties + 40)) : null;
}

const ASF_FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');
const SEGMENT = 0x18538067;

/** Where the segment ends, which comes after the header; null where it was written without knowing. */
function matroskaSize(head: Buffer): number | null {
  const header = ebmlSize(head, 4);
  if (header === null) return null;
  const segment = header.at + header.size;
  if (segment + 12 > head.length || head.readUInt32BE(segment) !== SEGMENT) return null;
  const size = ebmlSize(head, segment + 4);
  return size && size.at + size.size;
}

/** A number of EBML: its first byte's leading zeros say how many bytes follow. All ones: unknown. */
function ebmlSize(head: Buffer, at: number): { at: number; size: number } | null {
  const bytes = Math.clz32(head[at] ?? 0) - 23;
  if (bytes > 8) return null;
  let size = BigInt((head[at] ?? 0) & (0xff >> bytes));
  for (let index = 1; index < bytes; index++) size = size * 256n + BigInt(head[at + index] ?? 0);
  return size === 2n ** BigInt(7 * bytes) - 1n ? null : { at: at + bytes, size: Number(size) };
}

/** Each tag ends with its own size. */
async function flvEndsEarly(file: FileHandle, size: number): Promise<boolean> {
  const last = (await readBytes(file, size - 4, 4)).readUInt32BE(0);
  if (last < 11 || last + 4 > size) return true;
  return (await readBytes(file, size - 4 - last, 4)).readUIntBE(1, 3) !== last - 11;
}
