import type { Statement } from '@message-db/runtime';
import { ROLES, type Role } from '@/workers/access';
import { ASKER } from './rules';
import { deleteRows, foldRows, upsert } from './statements';
import { oneOf, table, uuid, type Patch } from './table';

/**
 * Defines a table of the collaborators of the entities in another table of the same aggregator. People see their own
 * rows.
 */
export function accessTable<const Name extends string>(name: Name) {
  return table(
    name,
    {
      accessId: uuid('NOT NULL'),
      /** The id of the video or the series. */
      subjectId: uuid('NOT NULL'),
      userId: uuid('NOT NULL'),
      role: oneOf(ROLES, 'NOT NULL'),
    },
    {
      key: ['accessId'],
      rule: ({ userId }) => `${userId} = ${ASKER}`,
      indexes: ({ userId, subjectId }) => [`(${userId}, ${subjectId})`],
    },
  );
}

type AccessTable = ReturnType<typeof accessTable>;

/** Returns the rule for the rows with this id that are shared with the asker. @param id the name of the column. */
export function sharedWithAsker({ name, names }: AccessTable, id: string): string {
  return `${id} IN (SELECT ${names.subjectId} FROM build.${name} WHERE ${names.userId} = ${ASKER})`;
}

/** An event about access to a video or a series. */
interface AccessChange {
  readonly isEnd: boolean;
  readonly accessId: string;
  readonly subjectId: string;
  readonly collaboratorId: string;
  readonly role: Role;
}

/** Applies these changes to such a table, in order. */
export function changeAccess(access: AccessTable, changes: readonly AccessChange[]): Statement[] {
  const { patches, deleted } = foldRows(
    changes,
    ({ accessId }) => accessId,
    ({ isEnd, subjectId, collaboratorId, role }): Patch<AccessTable> | 'delete' =>
      isEnd ? 'delete' : { subjectId, userId: collaboratorId, role },
  );
  return [...deleteRows(access, deleted), ...upsert(access, patches)];
}
