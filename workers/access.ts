import { z } from 'zod';

/**
 * What a collaborator may do. An editor changes everything except who has access, also the file of a video, and deletes nothing.
 * A viewer sees what is not published, with its figures, and changes nothing.
 */
export const ROLES = ['editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * One access of a person to an entity, in its state. One that has ended stays, without the person, because its beginning
 * may be told later than its end.
 */
const accessSchema = z
  .object({ accessId: z.string(), collaboratorId: z.string().nullable(), role: z.enum(ROLES) })
  .readonly();

/** The accesses to an entity, for its state. */
export const accessesSchema = z.array(accessSchema).readonly();
export type Accesses = z.output<typeof accessesSchema>;

/** What a component knows of an entity with an owner. */
export interface Shared {
  readonly ownerId: string;
  readonly access: Accesses;
}

/** Returns whether a user may change an entity: its owner and its editors may. */
export function mayEdit({ ownerId, access }: Shared, userId: string): boolean {
  return (
    userId === ownerId || access.some(({ collaboratorId, role }) => collaboratorId === userId && role === 'editor')
  );
}

/** Returns whether the admission of a collaborator changes an entity. @param access of an owner who shares it. */
export function isNewAccess({ ownerId, access }: Shared, asked: { accessId: string; ownerId: string }): boolean {
  return ownerId === asked.ownerId && access.every(({ accessId }) => accessId !== asked.accessId);
}

/** Returns whether the end of an access changes an entity. It does also if the access has not begun. */
export function endsAccess({ ownerId, access }: Shared, asked: { accessId: string; ownerId: string }): boolean {
  const known = access.find(({ accessId }) => accessId === asked.accessId);
  return ownerId === asked.ownerId && known?.collaboratorId !== null;
}

/** Returns the accesses after one of them has begun or ended. @param collaboratorId null if it has ended. */
export function withAccess(
  access: Accesses,
  { accessId, role }: { accessId: string; role: Role },
  collaboratorId: string | null,
): Accesses {
  return [...access.filter((each) => each.accessId !== accessId), { accessId, collaboratorId, role }];
}
