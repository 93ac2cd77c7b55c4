import { z } from 'zod';

/**
 * What a collaborator may do. An editor may change everything, including the file of a video, but may not delete
 * anything or share it with others. A viewer may see unpublished work and its analytics.
 */
export const ROLES = ['editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The access of one person to an entity, in the entity's state. Access that has ended is kept, without the person,
 * because the command that ends it may arrive before the one that begins it.
 */
const accessSchema = z
  .object({ accessId: z.string(), collaboratorId: z.string().nullable(), role: z.enum(ROLES) })
  .readonly();

/** Everybody's access to an entity, for its state. */
export const accessesSchema = z.array(accessSchema).readonly();
export type Accesses = z.output<typeof accessesSchema>;

/** An entity that its owner can share. */
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

/** Returns whether the end of an access changes an entity. It does even before the access has begun. */
export function endsAccess({ ownerId, access }: Shared, asked: { accessId: string; ownerId: string }): boolean {
  const known = access.find(({ accessId }) => accessId === asked.accessId);
  return ownerId === asked.ownerId && known?.collaboratorId !== null;
}

/** Returns everybody's access after one has begun or ended. @param collaboratorId null if it has ended. */
export function withAccess(
  access: Accesses,
  { accessId, role }: { accessId: string; role: Role },
  collaboratorId: string | null,
): Accesses {
  return [...access.filter((each) => each.accessId !== accessId), { accessId, collaboratorId, role }];
}
