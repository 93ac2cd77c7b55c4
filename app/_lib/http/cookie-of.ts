/** Returns the value of a cookie that has no characters to decode, or null. The last one of a name counts. Pure. */
export function cookieOf(header = '', name: string): string | null {
  const pair = header
    .split(';')
    .map((each) => each.trim())
    .findLast((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? null;
}
