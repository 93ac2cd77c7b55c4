import { escapeIdentifier, type ClientBase } from 'pg';
import { OperatorError } from '../operator-error';

/** One drift: its description, and the statements that correct it. */
export interface Change {
  /** `+ …` is missing, `- …` is surplus, `~ …` differs. */
  readonly text: string;
  /** One statement or several. */
  readonly sql: string;
  /**
   * For an object outside the site: the note to report, instead of a refusal, if the administrator has no right to
   * change it.
   */
  readonly orNote?: string;
}

/**
 * Makes the changes, one after another.
 * @returns their descriptions and notes.
 * @throws {OperatorError} naming all changes that the administrator has no right to make, or one that another object
 * depends on.
 */
export async function makeChanges(client: ClientBase, changes: readonly Change[]): Promise<string[]> {
  const refused: Change[] = [];
  for (const change of changes) {
    try {
      await client.query(`SAVEPOINT change; ${change.sql}; RELEASE change`);
    } catch (error) {
      const { code, message, detail } = error as { code?: string; message: string; detail?: string };
      if (code === '2BP01') {
        const why = detail?.replaceAll('\n', '; ').replace(/\.$/, '');
        throw new OperatorError(
          `Nothing was changed, because ${change.text.slice(2)} does not belong to the site and cannot be dropped: ${why}.`,
        );
      }
      // The caller reports roles of another owner.
      if (code !== '42501' || /grant role/.test(message)) throw error;
      await client.query('ROLLBACK TO change');
      refused.push(change);
    }
  }
  requireNone(refused);
  return changes.map(({ text }) => text);
}

/**
 * Checks for what still differs after the corrections: Postgres only warns about a right that another role granted.
 * @throws {OperatorError} naming all changes that remain and must not.
 */
export function requireNone(changes: readonly Change[]): void {
  const refused = changes.filter(({ orNote }) => orNote === undefined);
  if (refused.length === 0) return;
  const what = refused.map(({ text }) => text.slice(2)).join('; ');
  const cure = refused.map(({ sql }) => sql).join('; ');
  throw new OperatorError(
    `Nothing was changed, because the user of DATABASE_URL may not correct this (${what}): have a superuser run ${cure}.`,
  );
}

/** A role's name, quoted if necessary. */
export function nameOf(role: string): string {
  return role === 'PUBLIC' || /^[a-z_][a-z0-9_]*$/.test(role) ? role : escapeIdentifier(role);
}
