import { type FileHandle } from 'node:fs/promises';

/** A box of an MP4 file: what it is called and where it stands, in bytes. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Of what follows it; may be beyond the end of the file. */
  readonly end: number;
}

const HEADER_BYTES = 16;
/** One with more is a long recording in fragments. */
const BOXES_MAX = 100_000;
const FIRST = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/** The outermost boxes of MP4, MOV and their kin, one after the other. Empty for other files. */
export async function readBoxes(file: FileHandle, size: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let start = 0; boxes.length < BOXES_MAX && start + 8 <= size;) {
    // oxlint-disable-next-line no-await-in-loop -- each says where the next is
    const header = await readBytes(file, start, HEADER_BYTES);
    const type = header.toString('latin1', 4, 8);
    const short = header.readUInt32BE(0);
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    if (boxes.length === 0 && !FIRST.includes(type)) return [];
    // 0: to the end of the file. Others that short are no boxes.
    if (length < 8) return short === 0 ? [...boxes, { type, start, end: size }] : boxes;
    boxes.push({ type, start, end: start + length });
    start += length;
  }
  return boxes;
}

/** Zeros where the file ends before. */
export async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, Math.max(0, position));
  return buffer;
}
