import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { identity, ROLES } from './contract';

export const standingSchema = z
  .object({
    roles: z.array(z.enum(ROLES)).readonly(),
    /** The roles that its person asked for, until an administrator decides. */
    requested: z.array(z.enum(ROLES)).readonly(),
    /** The decision that suspended it; null unless it is suspended. */
    suspendedBy: z.string().nullable(),
  })
  .readonly();

/** What an account may do on the site: its roles, and whether it is suspended. */
export type Standing = z.output<typeof standingSchema>;

export const NO_STANDING: Standing = { roles: [], requested: [], suspendedBy: null };

type Event = NewEventOf<typeof identity>;
type About<All extends { type: string }, Type extends All['type']> = Extract<All, { type: Type }>;
type StandingCommand = About<
  CommandOf<typeof identity>,
  'RequestRole' | 'GrantRole' | 'WithdrawRole' | 'SuspendAccount' | 'LiftSuspension'
>;
type StandingEvent = About<
  PastEvent<EventOf<typeof identity>>,
  'RoleRequested' | 'RoleGranted' | 'RoleWithdrawn' | 'AccountSuspended' | 'SuspensionLifted'
>;

const { events } = identity;

/** Returns the standing of an account after an event about it. */
export function evolveStanding(standing: Standing, event: StandingEvent): Standing {
  const { roles, requested } = standing;
  switch (event.type) {
    case 'RoleRequested':
      return { ...standing, requested: [...requested, event.data.role] };
    case 'RoleGranted': {
      const { role } = event.data;
      return { ...standing, roles: [...roles, role], requested: requested.filter((each) => each !== role) };
    }
    case 'RoleWithdrawn': {
      const without = (all: Standing['roles']) => all.filter((each) => each !== event.data.role);
      return { ...standing, roles: without(roles), requested: without(requested) };
    }
    case 'AccountSuspended':
      return { ...standing, suspendedBy: event.data.decisionId };
    case 'SuspensionLifted':
      return { ...standing, suspendedBy: null };
  }
}

/** Decides about the standing of an account. */
export function decideStanding(command: StandingCommand, { roles, requested, suspendedBy }: Standing): Event[] {
  const { userId } = command.data;
  const at = command.time.toISOString();
  switch (command.type) {
    case 'RequestRole': {
      const { role } = command.data;
      if (suspendedBy !== null) return [events.RoleRejected({ reason: 'suspended', userId })];
      return roles.includes(role) || requested.includes(role)
        ? []
        : [events.RoleRequested({ userId, role, requestedAt: at })];
    }
    case 'GrantRole':
      if (suspendedBy !== null) return [events.RoleRejected({ reason: 'suspended', userId })];
      return roles.includes(command.data.role) ? [] : [events.RoleGranted({ ...command.data, grantedAt: at })];
    case 'WithdrawRole': {
      const { isRefusal = false, ...withdrawal } = command.data;
      const { role } = withdrawal;
      if (isRefusal && roles.includes(role)) return [events.RoleRejected({ reason: 'already-granted', userId })];
      return roles.includes(role) || requested.includes(role)
        ? [events.RoleWithdrawn({ ...withdrawal, withdrawnAt: at })]
        : [];
    }
    case 'SuspendAccount':
      return suspendedBy === null ? [events.AccountSuspended({ ...command.data, suspendedAt: at })] : [];
    case 'LiftSuspension':
      return suspendedBy === command.data.decisionId
        ? [events.SuspensionLifted({ ...command.data, liftedAt: at })]
        : [];
  }
}

/** Decides such a command to an account that does not exist. A suspension of it leads to nothing. */
export function noStanding({ type, data: { userId } }: StandingCommand): Event[] {
  return type === 'SuspendAccount' || type === 'LiftSuspension'
    ? []
    : [events.RoleRejected({ reason: 'no-such-account', userId })];
}
