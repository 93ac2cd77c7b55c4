const JSONB = 3802;
/** The number of dimensions, a flag for NULLs, the type of the elements, their number, and the index of the first. */
const HEADER = 5 * 4;
/** An element's length in bytes, and the version of jsonb's format. */
const PREFIX = 4 + 1;
const VERSION = 1;

/**
 * Encodes JSON texts as a `jsonb[]` in Postgres's binary format, which `pg` sends unchanged. The text format is mostly
 * backslashes, and escaping and unescaping them would be a large part of a write's cost.
 */
export function jsonbArray(values: readonly string[]): Buffer {
  const lengths = values.map((json) => Buffer.byteLength(json));
  const buffer = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + PREFIX + length, HEADER));
  let offset = 0;
  for (const number of [1, 0, JSONB, values.length, 1]) offset = buffer.writeInt32BE(number, offset);
  for (const [index, json] of values.entries()) {
    offset = buffer.writeInt32BE((lengths[index] as number) + 1, offset);
    offset = buffer.writeUInt8(VERSION, offset);
    offset += buffer.write(json, offset);
  }
  return buffer;
}
