import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Change } from './change';
import { readStructure } from './structure-catalog';

/** Tables that an earlier release had, whose rows set-up has moved elsewhere before it drops them. */
const MOVED = ['table runtime.live_version'];

/**
 * What is otherwise between two moments, in lines of `readStructure`: `+ …` came, `- …` went, `~ …` is another function.
 * Of a table that came or went there is its own line only. Pure.
 */
export function structureChanges(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  const came = after.filter(
    (line) => !old.has(line) && !isPartOfAnother(line, (table) => !old.has(table) && now.has(table)),
  );
  const went = before.filter(
    (line) => !now.has(line) && !isPartOfAnother(line, (table) => !now.has(table) && old.has(table)),
  );
  const replaced = came
    .flatMap((line) => functionOf(line) ?? [])
    .filter((name) => went.some((line) => functionOf(line) === name));
  const rest = (line: string) => !replaced.includes(functionOf(line) ?? '');
  return [
    ...went.filter(rest).map((line) => `- ${tell(line)}`),
    ...came.filter(rest).map((line) => `+ ${tell(line)}`),
    ...replaced.map((name) => `~ ${name}`),
  ];
}

/** `function f(integer): 0a1b2c3d` → `function f(integer)`, `table t.CREATE POLICY p …` → `policy p of t`. */
function tell(line: string): string {
  const made = madeBy(line);
  return made ? `${made.kind.toLowerCase()} ${made.name} of ${made.table}` : (functionOf(line) ?? line);
}

/** What the statement in a line makes: a kind of thing, with its own name, of a table. */
function madeBy(line: string): { kind: string; name: string; table: string; sql: string } | undefined {
  const { table, part } = partOf(line) ?? {};
  const [, kind, name] =
    /^CREATE (?:UNIQUE |CONSTRAINT )?(INDEX|TRIGGER|RULE|POLICY) ("[^"]+"|\S+)/.exec(part ?? '') ?? [];
  return kind === undefined ? undefined : { kind, name: name!, table: table!, sql: part! };
}

/** `function f(integer): 0a1b2c3d` → `function f(integer)`. */
function functionOf(line: string): string | undefined {
  return /^(function .*): \w+$/.exec(line)?.[1];
}

/** `table runtime.position.updated_at …` is part of `table runtime.position`. */
function isPartOfAnother(line: string, isThere: (table: string) => boolean): boolean {
  const table = partOf(line)?.table;
  return table !== undefined && isThere(`table ${table}`);
}

/**
 * The first table or column that is gone, and with it what was in it; null where nothing is lost.
 * @param changes of `structureChanges`.
 */
export function lostBy(changes: readonly string[]): string | null {
  const gone = changes
    .flatMap((line) => /^- (table [^.]+\.[^. ]+)$/.exec(line)?.[1] ?? [])
    .filter((table) => !MOVED.includes(table));
  const [went, came] = ['-', '+'].map((sign) =>
    changes.flatMap((line) => (line.startsWith(sign) ? (COLUMN.exec(line)?.[1] ?? []) : [])),
  );
  return gone[0] ?? went!.find((column) => !came!.includes(column)) ?? null;
}

const COLUMN = /^. (table \S+\.column \S+)/;

/** `table runtime.position.row security` → of `runtime.position`, `row security`. */
function partOf(line: string): { table: string; part: string } | undefined {
  const [, table, part] = /^table ([^.]+\.[^. ]+)\.(.*)$/s.exec(line) ?? [];
  return table === undefined ? undefined : { table, part: part! };
}

/**
 * The structure that a site has which is set up at this moment: made beside what there is, read, and undone. Nobody else sees it.
 * @param client in a transaction.
 * @param build makes the schemas with all that is in them.
 */
export async function readReference(
  client: ClientBase,
  schemas: readonly string[],
  build: () => Promise<void>,
): Promise<string[]> {
  await client.query('SAVEPOINT reference');
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)',
    [schemas],
  );
  // Nobody can have taken the name that they get.
  for (const { name } of rows)
    await client.query(`ALTER SCHEMA ${name} RENAME TO ${name}_${randomBytes(8).toString('hex')}`);
  await build();
  const lines = await readStructure(client, schemas);
  await client.query('ROLLBACK TO reference');
  return lines;
}

/**
 * Functions, triggers, rules and policies of others in the site's schemas, and what removes them: they would act in the
 * site's name, or stand in the way of its own. Pure.
 * @param reference of `readReference`.
 */
export function findForeign(found: readonly string[], reference: readonly string[]): Change[] {
  const functions = new Set(reference.map(functionOf));
  const surplus = beyond(found, reference);
  const ofTables = surplus.flatMap((line): Change[] => {
    const { table, part } = partOf(line) ?? {};
    if (part === ROW_SECURITY) return [{ text: `- ${line}`, sql: `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY` }];
    const made = madeBy(line);
    return made && made.kind !== 'INDEX'
      ? [{ text: `- ${tell(line)}`, sql: `DROP ${made.kind} ${made.name} ON ${made.table}` }]
      : [];
  });
  const others = surplus.flatMap((line): Change[] => {
    if (line.startsWith('extension ')) return [{ text: `- ${line}`, sql: `DROP ${line}` }];
    const name = functionOf(line);
    // One of the site's that is otherwise is replaced.
    return name === undefined || functions.has(name)
      ? []
      : [{ text: `- ${name}`, sql: name.replace('function', 'DROP ROUTINE') }];
  });
  return [...ofTables, ...others];
}

/** What set-up makes only together with its table, and somebody took away. Pure. */
export function findMissing(found: readonly string[], reference: readonly string[]): Change[] {
  return beyond(reference, found).flatMap((line): Change[] => {
    const { table, part } = partOf(line) ?? {};
    if (part === ROW_SECURITY) return [{ text: `+ ${line}`, sql: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY` }];
    const made = madeBy(line);
    return made ? [{ text: `+ ${tell(line)}`, sql: made.sql }] : [];
  });
}

/** What may hold something, and is therefore left as it is: a sentence each. Pure. */
export function describeStructure(found: readonly string[], reference: readonly string[]): string[] {
  const notes = (lines: readonly string[], end: string) =>
    lines
      .filter((line) => /^table [^.]+\.[^.]+$|\.(column|constraint) /.test(line))
      .map((line) => `The ${line} ${end}.`);
  return [
    ...notes(beyond(found, reference), 'is not of the site, and stays as it is'),
    ...notes(beyond(reference, found), 'is not there, and only you can make it'),
  ];
}

/** What is in the one and not in the other; of tables that the other does not have no parts. */
function beyond(one: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other);
  return one.filter((line) => !known.has(line) && !isPartOfAnother(line, (table) => !known.has(table)));
}

const ROW_SECURITY = 'row security';
