const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;

/** Whether a file that begins with these bytes is Matroska, or WebM. Pure. */
export function isMatroska(head: Buffer): boolean {
  return head.readUInt32BE(0) === EBML;
}

/** The size of the file in bytes, as its header says: where the segment ends. Null where it was written without knowing. Pure. */
export function matroskaSize(head: Buffer): number | null {
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
