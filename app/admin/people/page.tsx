import type { Metadata } from 'next';
import { SearchX } from 'lucide-react';
import Form from 'next/form';
import Link from 'next/link';
import { z } from 'zod';
import { currentAdmin, type CurrentUser } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { formatDate } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Field } from '@/app/_ui/form/field';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { showEmail } from '@/personal-data/address';
import { countAsking, people, type PeopleFilter } from './_queries/people';
import { INVITATION_DAYS } from '@/workers/identity/contract';
import { InviteForm } from './invite-form';
import { GrantForm, WithdrawForm } from './role-forms';

type PeoplePageProps = PageProps<'/admin/people'>;
type Person = Awaited<ReturnType<typeof people>>['people'][number];

const ONLY = { asking: 'Asking', creators: 'Creators', moderators: 'Moderators', suspended: 'Suspended' } as const;
const query = z.object({
  q: z.string().trim().max(200).catch(''),
  only: z.enum(['asking', 'creators', 'moderators', 'suspended']).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Everybody else gets a 404 and no title. */
export async function generateMetadata(): Promise<Metadata> {
  return (await currentAdmin()) ? { title: 'People' } : NOT_FOUND;
}

/** The accounts of the site, and what they may do. */
export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  const admin = await currentAdmin();
  if (!admin) return <PageNotFound />;
  const { q: text, only, page } = query.parse(await searchParams);
  const filter: PeopleFilter = { text, only, page };
  const [found, asking] = await Promise.all([people(admin, filter), countAsking(admin)]);
  return (
    <Container>
      <PageHeader title="People" text="The accounts of the site, and what they may do." />
      <div className="grid gap-6">
        <Form action="/admin/people" className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 flex-1 basis-60">
            <Field name="q" type="search" label="Name or email address" defaultValue={text} autoComplete="off" />
          </div>
          {only === null ? null : <input type="hidden" name="only" value={only} />}
          <Button type="submit" variant="secondary">
            Find
          </Button>
        </Form>
        <nav aria-label="Only" className="flex flex-wrap gap-2">
          <Only filter={filter} only={null} label="Everybody" />
          {Object.entries(ONLY).map(([each, label]) => (
            <Only
              key={each}
              filter={filter}
              only={each as keyof typeof ONLY}
              label={each === 'asking' && asking > 0 ? `${label} (${asking})` : label}
            />
          ))}
        </nav>
        {found.people.length === 0 ? (
          <EmptyState icon={<SearchX />} title="Nobody found" text="No account matches." />
        ) : (
          <Card padded={false}>
            <ul className="divide-y divide-line">
              {found.people.map((person) => (
                <Row key={person.userId} person={person} admin={admin} />
              ))}
            </ul>
          </Card>
        )}
        <Card>
          <section aria-labelledby="invite" className="grid gap-3">
            <h2 id="invite" className="text-lg">
              Invite somebody
            </h2>
            <p className="text-muted text-pretty">
              They get a mail with a link, which opens an account with this address. It works for {INVITATION_DAYS}{' '}
              days.
            </p>
            <InviteForm asksForRole={environment.CREATORS !== 'open'} />
          </section>
        </Card>
        <nav aria-label="Pages of people" className="flex justify-between gap-3">
          {page > 1 ? (
            <ButtonLink variant="secondary" href={addressOf({ ...filter, page: page - 1 })}>
              Newer
            </ButtonLink>
          ) : (
            <span />
          )}
          {found.hasMore ? (
            <ButtonLink variant="secondary" href={addressOf({ ...filter, page: page + 1 })}>
              Older
            </ButtonLink>
          ) : null}
        </nav>
      </div>
    </Container>
  );
}

function addressOf({ text, only, page }: PeopleFilter) {
  const parameters = {
    ...(text !== '' && { q: text }),
    ...(only !== null && { only }),
    ...(page > 1 && { page: String(page) }),
  };
  return `/admin/people?${new URLSearchParams(parameters)}` as const;
}

function Only({ filter, only, label }: { filter: PeopleFilter; only: PeopleFilter['only']; label: string }) {
  return (
    <ButtonLink
      variant={filter.only === only ? 'secondary' : 'ghost'}
      size="small"
      aria-current={filter.only === only ? 'true' : undefined}
      href={addressOf({ ...filter, only, page: 1 })}
    >
      {label}
    </ButtonLink>
  );
}

function Row({ person, admin }: { person: Person; admin: CurrentUser }) {
  const { userId, name, email, emailConfirmed, registeredAt, isCreator, isModerator, suspendedAt, deleteAt } = person;
  const isNamed = emailConfirmed && environment.ADMIN_EMAILS.includes(email);
  const asks = person.askedToCreateAt !== null;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4 sm:px-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          <bdi className="wrap-anywhere">{name}</bdi>
          {isNamed ? <Badge tone="accent">Administrator</Badge> : null}
          {isModerator ? <Badge tone="accent">Moderator</Badge> : null}
          {isCreator ? <Badge>Creator</Badge> : null}
          {asks ? <Badge tone="notice">Asks to become a creator</Badge> : null}
          {suspendedAt === null ? null : <Badge tone="danger">Suspended</Badge>}
          {deleteAt === null ? null : <Badge tone="danger">Will be deleted on {formatDate(deleteAt)}</Badge>}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {showEmail(email)}
          {emailConfirmed ? '' : ' (not confirmed)'}, joined <TimeAgo date={registeredAt} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {asks ? (
          <>
            <GrantForm personId={userId} name={name} as="creator" />
            <WithdrawForm personId={userId} name={name} as="creator" asks />
          </>
        ) : isCreator ? (
          <WithdrawForm personId={userId} name={name} as="creator" />
        ) : environment.CREATORS === 'open' || isNamed ? null : (
          <GrantForm personId={userId} name={name} as="creator" />
        )}
        {isModerator ? (
          <WithdrawForm personId={userId} name={name} as="moderator" />
        ) : isNamed || suspendedAt !== null ? null : (
          <GrantForm personId={userId} name={name} as="moderator" />
        )}
        {userId === admin.userId || isNamed ? null : (
          <Link
            href={`/admin/reports/${userId}`}
            className="inline-flex min-h-11 items-center px-2 text-sm font-medium text-accent underline underline-offset-4"
            aria-label={`Moderate ${name}`}
          >
            Moderate
          </Link>
        )}
      </div>
    </li>
  );
}
