import type { Metadata } from 'next';
import { ArrowLeft, Search } from 'lucide-react';
import Link from 'next/link';
import { z } from 'zod';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { candidates } from '../../_queries/candidates';
import { creatorsSeries } from '../../_queries/creators-series';
import { nameOfSection } from '../announcements';
import { readSeriesId } from '../read-series-id';
import { AddForm } from './add-form';

export const metadata: Metadata = { title: 'Add lessons' };

const query = z.object({
  section: z.uuid().toLowerCase().optional().catch(undefined),
  q: z.string().trim().max(200).catch(''),
  before: z.uuid().nullable().catch(null),
});

/** Lets a creator choose among their own videos, search them, and add them to a section of a series. */
export default async function AddLessonsPage({ params, searchParams }: PageProps<'/studio/series/[seriesId]/add'>) {
  const seriesId = await readSeriesId(params);
  if (!seriesId) return <StudioPageNotFound />;
  const { userId } = await requirePermission('member', `/studio/series/${seriesId}`);
  const { q, before, section } = query.parse(await searchParams);
  const series = await creatorsSeries(userId, seriesId);
  const target = series?.outline.find(({ sectionId }) => sectionId === section) ?? series?.outline[0];
  if (!series || series.deletedAt || series.role === 'viewer' || !target) return <StudioPageNotFound />;
  const { videos, next } = await candidates(userId, series.ownerId, seriesId, q, before);
  const { sectionId } = target;
  return (
    <Container width="text" className="lg:mx-0">
      <Link
        href={`/studio/series/${seriesId}`}
        className="mb-4 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4 shrink-0" aria-hidden /> <span dir="auto">{series.title}</span>
      </Link>
      <PageHeader
        title="Add lessons"
        text={
          <>
            To “{nameOfSection(series.outline, sectionId)}”. Your newest videos come first here; as lessons they follow
            in the order in which you uploaded them.
          </>
        }
      />
      <search>
        <form className="mb-6 flex gap-3">
          <input type="hidden" name="section" value={sectionId} />
          <input
            type="search"
            name="q"
            key={q}
            defaultValue={q}
            aria-label="Search your videos"
            placeholder="Search your videos"
            className="min-h-11 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3.5 text-base hover:border-ink/60 focus-visible:outline-offset-0"
          />
          <Button type="submit" variant="secondary">
            <Search aria-hidden /> Search
          </Button>
        </form>
      </search>
      {videos.length === 0 ? (
        <EmptyState
          title={q === '' ? 'No videos yet' : 'Nothing found'}
          text={
            q === ''
              ? 'Upload your recordings first. You can add them even before they are ready.'
              : 'None of the videos has these words in its name.'
          }
          action={
            q === '' ? (
              <ButtonLink href="/studio/upload">Upload videos</ButtonLink>
            ) : (
              <ButtonLink variant="secondary" href={`/studio/series/${seriesId}/add?section=${sectionId}`}>
                Show all videos
              </ButtonLink>
            )
          }
        />
      ) : (
        <AddForm seriesId={seriesId} sectionId={sectionId} videos={videos} />
      )}
      {before || next ? (
        <nav aria-label="Pages of videos" className="mt-6 flex justify-between gap-3">
          {before ? (
            <ButtonLink variant="secondary" href={pageOf(seriesId, sectionId, q, null)}>
              Newest
            </ButtonLink>
          ) : (
            <span />
          )}
          {next ? (
            <ButtonLink variant="secondary" href={pageOf(seriesId, sectionId, q, next)}>
              Older
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </Container>
  );
}

function pageOf(seriesId: string, section: string, q: string, before: string | null) {
  const parameters = new URLSearchParams({ section, ...(q && { q }), ...(before && { before }) });
  return `/studio/series/${seriesId}/add?${parameters}` as const;
}
