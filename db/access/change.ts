import { escapeIdentifier, type ClientBase } from 'pg';
import { OperatorError } from '../operator-error';

/** One drift: what is said of it, and the statements that correct it. */
export interface Change {
  /** `+ …` is missing, `- …` is too much, `~ …` differs. */
  readonly text: string;
  /** One statement or several. */
  readonly sql: string;
  /** Of what is not the site's own: what is said, instead of a refusal, where the administrator has no right to change it. */
  readonly orNote?: string;
}

/**
 * Makes the changes, one after the other.
 * @returns what is said of them.
 * @throws {OperatorError} naming all of them that the administrator has no right to make, or one that something else stands
 * on.
 */
export async function make(client: ClientBase, changes: readonly Change[]): Promise<string[]> {
  const refused: Change[] = [];
  for (const change of changes) {
    try {
      await client.query(`SAVEPOINT change; ${change.sql}; RELEASE change`);
    } catch (error) {
      const { code, message, detail } = error as { code?: string; message: string; detail?: string };
      if (code === '2BP01') {
        const why = detail?.replaceAll('\n', '; ').replace(/\.$/, '');
        throw new OperatorError(
          `Nothing was changed, because ${change.text.slice(2)} is not of the site and cannot go: ${why}.`,
        );
      }
      // That the roles are another's has a sentence of its own.
      if (code !== '42501' || /grant role/.test(message)) throw error;
      await client.query('ROLLBACK TO change');
      refused.push(change);
    }
  }
  refuse(refused);
  return changes.map(({ text }) => text);
}

/**
 * For what still differs after it was corrected: Postgres only warns about a right that somebody else granted.
 * @throws {OperatorError} naming all of it, where there is any that cannot stay.
 */
export function refuse(changes: readonly Change[]): void {
  const refused = changes.filter(({ orNote }) => orNote === undefined);
  if (refused.length === 0) return;
  const what = refused.map(({ text }) => text.slice(2)).join('; ');
  const cure = refused.map(({ sql }) => sql).join('; ');
  throw new OperatorError(
    `Nothing was changed, because the user of DATABASE_URL may not put this right (${what}): have a superuser run ${cure}.`,
  );
}

/** A role's name as one writes it. */
export function nameOf(role: string): string {
  return role === 'PUBLIC' || /^[a-z_][a-z0-9_]*$/.test(role) ? role : escapeIdentifier(role);
}
