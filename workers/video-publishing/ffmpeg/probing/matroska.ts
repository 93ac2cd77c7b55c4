const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;

/** Returns whether the beginning of a file is that of Matroska or WebM. Pure. */
export function isMatroska(head: Buffer): boolean {
  return head.readUInt32BE(0) === EBML;
}

/**
 * Returns the file size in bytes that the header declares, which is the end of its segment. Null if it was unknown at
 * the time. Pure.
 */
export function matroskaSize(head: Buffer): number | null {
  const header = ebmlSize(head, 4);
  if (header === null) return null;
  const segment = header.at + header.size;
  if (segment + 12 > head.length || head.readUInt32BE(segment) !== SEGMENT) return null;
  const size = ebmlSize(head, segment + 4);
  return size && size.at + size.size;
}

/**
 * Reads a number of EBML. The leading zeros of its first byte are the number of bytes that follow. All ones mean
 * unknown.
 */
function ebmlSize(head: Buffer, at: number): { at: number; size: number } | null {
  const bytes = Math.clz32(head[at] ?? 0) - 23;
  if (bytes > 8) return null;
  let size = BigInt((head[at] ?? 0) & (0xff >> bytes));
  for (let index = 1; index < bytes; index++) size = size * 256n + BigInt(head[at + index] ?? 0);
  return size === 2n ** BigInt(7 * bytes) - 1n ? null : { at: at + bytes, size: Number(size) };
}
