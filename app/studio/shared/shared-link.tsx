import { ArrowRight, Users } from 'lucide-react';
import Link from 'next/link';
import type { SharedThing } from '../_queries/collaborators';

/** A link to what others share with a user, or to their invitations. Renders nothing if there is neither. */
export function SharedLink({ all }: { all: readonly SharedThing[] }) {
  if (all.length === 0) return null;
  const invitations = all.filter(({ acceptedAt }) => acceptedAt === null).length;
  return (
    <Link
      href="/studio/shared"
      className="flex min-h-11 items-center gap-3 rounded-2xl border border-line bg-surface px-5 py-3 font-medium transition-colors hover:bg-sunken"
    >
      <Users className="size-5 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 flex-1">
        {invitations > 0
          ? `You have ${invitations === 1 ? 'an invitation' : `${invitations} invitations`} to answer`
          : `Shared with you (${all.length})`}
      </span>
      <ArrowRight className="size-5 shrink-0 text-muted" aria-hidden />
    </Link>
  );
}
