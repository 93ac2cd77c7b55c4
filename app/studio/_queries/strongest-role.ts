import 'server-only';
import { sql } from 'kysely';
import type { Role } from '@/workers/collaboration/contract';

/** The one role of a user in a query of `access`. Of several, editor wins: it comes first in the alphabet. */
export const strongestRole = sql<Role>`min(${sql.ref('access.role')})`.as('role');
