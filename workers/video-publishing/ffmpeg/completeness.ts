import { open, type FileHandle } from 'node:fs/promises';

/** What stands where a file begins. Enough for the header of each format that says how long the file is. */
const HEAD_BYTES = 4096;
const HEADER_BYTES = 16;
/** Boxes of an MP4 file. One with more is a long recording in fragments, which says at no place how long it is. */
const BOXES_MAX = 100_000;

/** Whether a file's own structure says that it goes on beyond its end. False where it does not say. */
export async function endsEarly(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await read(file, 0, HEAD_BYTES);
    if (head.subarray(4, 8).toString('latin1') === 'ftyp' || isBox(head)) return await boxesEndEarly(file, size);
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

function isBox(head: Buffer): boolean {
  return ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(head.subarray(4, 8).toString('latin1'));
}

/** MP4, MOV and their kin: boxes one after the other, each with its size. */
async function boxesEndEarly(file: FileHandle, size: number): Promise<boolean> {
  let at = 0;
  for (let count = 0; count < BOXES_MAX && at + 8 <= size; count++) {
    // oxlint-disable-next-line no-await-in-loop -- each says where the next is
    const header = await read(file, at, HEADER_BYTES);
    const short = header.readUInt32BE(0);
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    if (length < 8) return false; // 0: to the end of the file. Others: no box.
    at += length;
  }
  return at > size;
}

/** Each tag ends with its own size. */
async function flvEndsEarly(file: FileHandle, size: number): Promise<boolean> {
  const last = (await read(file, size - 4, 4)).readUInt32BE(0);
  if (last < 11 || last + 4 > size) return true;
  return (await read(file, size - 4 - last, 4)).readUIntBE(1, 3) !== last - 11;
}

/** Zeros where the file ends before. */
async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, Math.max(0, position));
  return buffer;
}
