import type { Metadata } from 'next';
import { keepToOwnAddress } from '@/app/_lib/pages/own-address';
import { seriesPath } from '@/text/paths';
import { posterUrl } from '@/app/_lib/media/urls';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { truncate } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { posterOf, publicSeries } from '../../_queries/public-series';
import { Lessons } from '../../lessons';
import { PreviewNote } from '../../preview-note';
import { SeriesHead } from '../../series-head';
import { WhatOneLearns } from '../../what-one-learns';

type SeriesPageProps = PageProps<'/series/[seriesId]/[[...slug]]'>;

export async function generateMetadata({ params }: SeriesPageProps): Promise<Metadata> {
  const series = await publicSeries((await params).seriesId.toLowerCase());
  if (!series) return NOT_FOUND;
  const description = truncate(tidyName(series.description), 200) || `A series of tutorials by ${series.creatorName}.`;
  const poster = posterOf(series);
  return {
    title: series.title,
    description,
    alternates: { canonical: seriesPath(series) },
    openGraph: { title: series.title, description, images: poster ? [posterUrl(poster)] : [] },
    ...(!series.isPublished && { robots: { index: false } }),
  };
}

/** A series for learners: what one learns, how long it takes, and its lessons by section. */
export default async function SeriesPage({ params, searchParams }: SeriesPageProps) {
  const { seriesId, slug = [] } = await params;
  const series = await publicSeries(seriesId.toLowerCase());
  if (!series) return <PageNotFound />;
  keepToOwnAddress(seriesPath(series), ['series', seriesId, ...slug], await searchParams);
  return (
    <Container className="grid max-w-6xl gap-10 sm:gap-14">
      <Live topics={[`series:${series.seriesId}`, 'published']} />
      {series.isPublished ? null : <PreviewNote seriesId={series.seriesId} />}
      <SeriesHead series={series} />
      <WhatOneLearns points={series.points} />
      <Lessons series={series} />
    </Container>
  );
}
