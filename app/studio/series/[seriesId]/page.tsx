import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { cache } from 'react';
import { z } from 'zod';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { outcomeOf } from '@/app/_lib/commands/await-trace';
import { seriesPath } from '@/text/paths';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { previewed } from '@/app/studio/_markdown/previewed';
import { CollaboratorNote } from '@/app/studio/collaborator-note';
import { creatorsSeries, type CreatorsLesson, type CreatorsSeries } from '../_queries/creators-series';
import { RestoreForm } from '../restore-form';
import { nameOfSection, titleOf } from './announcements';
import { Curriculum } from './curriculum';
import { DeleteSeriesForm } from './delete-series-form';
import { JustCreated } from './just-created';
import { isPublic } from './publicity';
import { readSeriesId } from './read-series-id';
import { SeriesPublication } from './series-publication';
import { WordsForm } from './words-form';
import { seriesWords } from './words';

type SeriesPageProps = PageProps<'/studio/series/[seriesId]'>;

const findSeries = cache(creatorsSeries);

export async function generateMetadata({ params }: SeriesPageProps): Promise<Metadata> {
  const seriesId = await readSeriesId(params);
  if (!seriesId) return NOT_FOUND;
  const { userId } = await requirePermission('member', `/studio/series/${seriesId}`);
  return { title: (await findSeries(userId, seriesId))?.title ?? 'Series' };
}

/** Shows one of a creator's own series: its curriculum, its words, and who can see it. */
export default async function SeriesPage({ params, searchParams }: SeriesPageProps) {
  const seriesId = await readSeriesId(params);
  if (!seriesId) return <StudioPageNotFound />;
  const { userId } = await requirePermission('member', `/studio/series/${seriesId}`);
  const series = await findSeries(userId, seriesId);
  if (!series) {
    const traceId = z.uuid().safeParse((await searchParams).created).data;
    if (!traceId) return <StudioPageNotFound />;
    const { status } = await outcomeOf(traceId, ['series-pages']);
    return <JustCreated seriesId={seriesId} traceId={traceId} isParked={status === 'parked'} />;
  }
  const mayEdit = series.role !== 'viewer';
  const lessons = series.outline.flatMap((section) => section.lessons);
  const hidden = lessons.filter((lesson) => lesson.name !== null && !isPublic(lesson) && lesson.releaseAt === null);
  return (
    <Container>
      <Live topics={[`series:${seriesId}`, `creator:${userId}`]} />
      <Link
        href="/studio/series"
        className="mb-4 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> Series
      </Link>
      <Head series={series} />
      <CollaboratorNote of="series" subject={series} className="-mt-4 mb-8" />
      {series.deletedAt ? (
        <FormMessage kind="notice">
          <p>This series is deleted. Restore it to change it.</p>
          <RestoreForm seriesId={seriesId} title={series.title} label="Restore" />
        </FormMessage>
      ) : (
        <div className="grid items-start gap-x-6 gap-y-10 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <section aria-labelledby="lessons" className="min-w-0">
            <h2 id="lessons" className="mb-4 text-lg">
              Lessons
            </h2>
            {mayEdit ? (
              <Curriculum seriesId={seriesId} outline={series.outline} />
            ) : (
              <OutlineToRead outline={series.outline} />
            )}
          </section>
          <div className="grid min-w-0 gap-6">
            {mayEdit ? (
              <>
                <SeriesPublication
                  seriesId={seriesId}
                  role={series.role}
                  isPublished={series.isPublished}
                  lessons={lessons.length}
                  publicLessons={lessons.filter(isPublic).length}
                  privateLessonIds={hidden
                    .filter(({ processing }) => processing !== 'failed')
                    .map(({ lessonId }) => lessonId)}
                />
                <Card>
                  <section aria-labelledby="words" className="grid gap-6">
                    <h2 id="words" className="text-lg">
                      Its page
                    </h2>
                    <WordsForm
                      seriesId={seriesId}
                      current={seriesWords(series)}
                      posters={postersOf(lessons)}
                      preview={previewed('description', userId)}
                    />
                  </section>
                </Card>
              </>
            ) : null}
            {series.role === 'owner' ? <DeleteSeriesForm seriesId={seriesId} lessons={lessons.length} /> : null}
          </div>
        </div>
      )}
    </Container>
  );
}

function Head({ series }: { series: CreatorsSeries }) {
  const { isPublished, deletedAt } = series;
  const view = (
    <ButtonLink variant="secondary" href={seriesPath(series)}>
      {isPublished ? 'View page' : 'Preview'}
    </ButtonLink>
  );
  const state = deletedAt ? 'Deleted' : isPublished ? 'Published' : 'Draft';
  return (
    <PageHeader
      title={series.title}
      text={<Badge tone={state === 'Published' ? 'accent' : state === 'Deleted' ? 'danger' : 'neutral'}>{state}</Badge>}
      actions={
        deletedAt ? null : (
          <>
            {view}
            <ButtonLink variant="secondary" href={`/studio/series/${series.seriesId}/analytics`}>
              Analytics
            </ButtonLink>
            <ButtonLink variant="secondary" href={`/studio/series/${series.seriesId}/people`}>
              People
            </ButtonLink>
          </>
        )
      }
    />
  );
}

/** The sections and lessons, for a viewer. */
function OutlineToRead({ outline }: { outline: CreatorsSeries['outline'] }) {
  return (
    <Card className="grid gap-6">
      {outline.map(({ sectionId, lessons }) => (
        <section key={sectionId} className="grid gap-2">
          <h3 dir="auto" className="text-left text-base font-medium">
            {nameOfSection(outline, sectionId)}
          </h3>
          <ol className="grid list-decimal gap-1 pl-6 text-muted">
            {lessons.map((lesson) => (
              <li key={lesson.lessonId} dir="auto" className="wrap-anywhere">
                {titleOf(lesson)}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Card>
  );
}

function postersOf(lessons: readonly CreatorsLesson[]) {
  const withPoster = lessons.filter(({ posterId }) => posterId !== null);
  return [
    { value: '', label: 'Of the first lesson' },
    ...withPoster.map((lesson) => ({ value: lesson.lessonId, label: titleOf(lesson) })),
  ];
}
