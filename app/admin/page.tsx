import type { Metadata } from 'next';
import { Pause, Play, SearchX, Sigma } from 'lucide-react';
import Link from 'next/link';
import { currentAdmin } from '@/app/_lib/auth/current-user';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { Live } from '@/app/_ui/live/live';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { messages } from './_queries/messages';
import { FilterForm } from './filter-form';
import { invalidTraceId, listAddress, mayListProgress, readFilters, type Filters } from './filters';
import { MessageRow } from './message-row';

/** Everybody else gets a 404 and no title. */
export async function generateMetadata(): Promise<Metadata> {
  return (await currentAdmin()) ? { title: 'Messages' } : NOT_FOUND;
}

/** Lists what happens on the site, message by message. */
export default async function MessagesPage({ searchParams }: PageProps<'/admin'>) {
  const admin = await currentAdmin();
  if (!admin) return <PageNotFound />;
  const filters = readFilters(await searchParams);
  const traceError = invalidTraceId(filters);
  const { page, next } = traceError ? { page: [], next: null } : await messages(admin, filters);
  const isFirst = filters.before === null;
  return (
    <Container>
      {isFirst && filters.isLive ? <Live topics={['operations']} /> : null}
      <PageHeader
        title="Messages"
        text="Commands and events, newest first. Secrets are left out."
        actions={
          <>
            <ButtonLink variant="secondary" href="/admin/query">
              <Sigma aria-hidden /> Ask the log
            </ButtonLink>
            {isFirst ? <LiveSwitch filters={filters} /> : null}
          </>
        }
      />
      <div className="grid gap-6">
        <FilterForm filters={filters} traceError={traceError} />
        {traceError === null && mayListProgress(filters) ? <ProgressSwitch filters={filters} /> : null}
        {page.length === 0 ? (
          <EmptyState
            icon={<SearchX />}
            title="No messages found"
            text={
              traceError
                ? 'Correct the trace id, or clear the filters.'
                : 'No message matches these filters. Type, category and stream must match exactly.'
            }
          />
        ) : (
          <Card padded={false}>
            <ul className="divide-y divide-line">
              {page.map((message) => (
                <MessageRow key={message.globalPosition} message={message} filters={filters} />
              ))}
            </ul>
          </Card>
        )}
        {isFirst && next === null ? null : (
          <nav aria-label="Pages of messages" className="flex justify-between gap-3">
            {isFirst ? (
              <span />
            ) : (
              <ButtonLink variant="secondary" href={listAddress(filters)}>
                Newest
              </ButtonLink>
            )}
            {next === null ? null : (
              <ButtonLink variant="secondary" href={listAddress(filters, { before: next })}>
                Older
              </ButtonLink>
            )}
          </nav>
        )}
      </div>
    </Container>
  );
}

/** Shows or hides reports of progress. One upload alone would fill a page with them. */
function ProgressSwitch({ filters }: { filters: Filters }) {
  return (
    <p className="text-sm text-muted">
      {filters.hasProgress
        ? 'Reports of processing progress are listed.'
        : 'Reports of processing progress are left out.'}{' '}
      <Link
        href={listAddress(filters, { hasProgress: !filters.hasProgress })}
        replace
        scroll={false}
        className="inline-flex min-h-9 items-center font-medium text-accent underline-offset-3 hover:underline pointer-coarse:min-h-11"
      >
        {filters.hasProgress ? 'Leave them out' : 'List them'}
        <LinkPending />
      </Link>
    </p>
  );
}

/** Pauses the list, because a moving list cannot be read. */
function LiveSwitch({ filters }: { filters: Filters }) {
  return (
    <ButtonLink variant="secondary" href={listAddress(filters, { isLive: !filters.isLive })} replace scroll={false}>
      {filters.isLive ? <Pause aria-hidden /> : <Play aria-hidden />}
      {filters.isLive ? 'Pause' : 'Follow live'}
    </ButtonLink>
  );
}
