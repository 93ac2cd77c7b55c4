import { type FileHandle } from 'node:fs/promises';

/** A box of an MP4 file and its position in bytes. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** The position after the box. It is beyond the end of a file that is cut off. */
  readonly end: number;
}

const HEADER_BYTES = 16;
/** A limit on the time that reading takes. Only long recordings in fragments have more boxes. */
const BOXES_MAX = 100_000;
/** The types with which a file can begin. */
const FIRST = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/** Reads the top-level boxes of an MP4 or MOV file. Empty for other files. */
export async function readBoxes(file: FileHandle, size: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let start = 0; boxes.length < BOXES_MAX && start + 8 <= size;) {
    // oxlint-disable-next-line no-await-in-loop -- each header has the position of the next
    const header = await readBytes(file, start, HEADER_BYTES);
    const type = header.toString('latin1', 4, 8);
    const short = header.readUInt32BE(0);
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    if (boxes.length === 0 && !FIRST.includes(type)) return [];
    // Length 0 means up to the end of the file. Other lengths below 8 are invalid.
    if (length < 8) return short === 0 ? [...boxes, { type, start, end: size }] : boxes;
    boxes.push({ type, start, end: start + length });
    start += length;
  }
  return boxes;
}

/** Reads bytes; zeros beyond the end of the file. */
export async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, Math.max(0, position));
  return buffer;
}
