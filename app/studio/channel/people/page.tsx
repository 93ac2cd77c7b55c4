import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { People } from '@/app/studio/_people/people';

export const metadata: Metadata = { title: 'People with access to your channel' };

/** Shows who has access to all of a creator's videos and series, and invites people. */
export default async function ChannelPeoplePage() {
  const { userId, name } = await requirePermission('member', '/studio/channel/people');
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <Link
        href="/studio/channel"
        className="mb-4 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> Channel
      </Link>
      <PageHeader
        title="People"
        text="People who can work on all your videos and series, including later ones. To share just one of them, open its own page and choose People."
      />
      <People userId={userId} owner={{ userId, name }} subject={{ kind: 'channel', id: userId }} />
    </Container>
  );
}
