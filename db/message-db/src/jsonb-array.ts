const JSONB = 3802;
/** Dimensions, whether there are NULLs, the type of the elements, their number, and the index of the first. */
const HEADER = 5 * 4;
/** An element's length in bytes, and the version of jsonb's format. */
const PREFIX = 4 + 1;
const VERSION = 1;

/**
 * A `jsonb[]` of JSON, in the binary form of Postgres: `pg` sends a Buffer as it is. The text of such an array is mostly
 * backslashes, and to escape it here and unescape it there is a good part of what a write costs.
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
