/** Tables that an earlier release had, whose rows set-up has moved elsewhere before it drops them. */
const MOVED = ['table runtime.live_version'];

/**
 * What is otherwise between two moments, in lines of `readStructure`: `+ …` came, `- …` went. Of a table that came or went
 * there is its own line only. Pure.
 */
export function structureChanges(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  const came = after.filter((line) => !old.has(line) && !isPartOfAnother(line, (table) => !old.has(table) && now.has(table)));
  const went = before.filter((line) => !now.has(line) && !isPartOfAnother(line, (table) => !now.has(table) && old.has(table)));
  return [...went.map((line) => `- ${line}`), ...came.map((line) => `+ ${line.replace(/ of \S+$/, '')}`)];
}

/** `table runtime.position.updated_at …` is part of `table runtime.position`. */
function isPartOfAnother(line: string, isThere: (table: string) => boolean): boolean {
  const table = /^(table [^.]+\.[^. ]+)\./.exec(line)?.[1];
  return table !== undefined && isThere(table);
}

/** The first table or column that is gone, and with it what was in it; null where nothing is lost. @param changes of `structureChanges`. */
export function lostBy(changes: readonly string[]): string | null {
  const gone = changes.flatMap((line) => /^- (table \S+)$/.exec(line)?.[1] ?? []).filter((table) => !MOVED.includes(table));
  const [went, came] = ['-', '+'].map((sign) => changes.flatMap((line) => (line.startsWith(sign) ? (COLUMN.exec(line)?.[1] ?? []) : [])));
  return gone[0] ?? went!.find((column) => !came!.includes(column)) ?? null;
}

const COLUMN = /^. (table \S+\.column \S+)/;
