import type { Metadata } from 'next';
import { answerNotIndexed } from '@/app/_lib/http/answer';
import { redirectToCanonical } from '@/app/_lib/pages/redirect-to-canonical';
import { parseMarkdown, plainText } from '@/text/markdown';
import { seriesPath } from '@/text/paths';
import { posterUrl } from '@/app/_lib/media/urls';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { JsonLd } from '@/app/_ui/page/json-ld';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { truncate } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { posterOf, publicSeries, type PublicSeries } from '../../_queries/public-series';
import { Lessons } from '../../lessons';
import { PreviewNote } from '../../preview-note';
import { seriesJsonLd } from '../../series-json-ld';
import { SeriesHead } from '../../series-head';
import { WhatOneLearns } from '../../what-one-learns';

type SeriesPageProps = PageProps<'/series/[seriesId]/[[...slug]]'>;

export async function generateMetadata({ params }: SeriesPageProps): Promise<Metadata> {
  const series = await publicSeries((await params).seriesId.toLowerCase());
  if (!series) return NOT_FOUND;
  const { seriesId, title, isPublished } = series;
  const description = summaryOf(series);
  const poster = posterOf(series);
  const images = poster ? [{ url: posterUrl(poster), alt: `A picture of “${poster.name}”` }] : [];
  const url = seriesPath(series);
  return {
    title,
    description,
    alternates: {
      canonical: url,
      ...(isPublished && { types: { 'application/atom+xml': [{ url: `/series/${seriesId}/feed.xml`, title }] } }),
    },
    openGraph: { type: 'website', siteName: 'Video Tutorials', url, title, description, images },
    twitter: { card: 'summary_large_image', title, description, images },
    ...(!isPublished && { robots: { index: false } }),
  };
}

/** A series for learners: what one learns, how long it takes, and its lessons by section. */
export default async function SeriesPage({ params, searchParams }: SeriesPageProps) {
  const { seriesId, slug = [] } = await params;
  const series = await publicSeries(seriesId.toLowerCase());
  if (!series) return <PageNotFound />;
  redirectToCanonical(seriesPath(series), ['series', seriesId, ...slug], await searchParams);
  if (!series.isPublished) answerNotIndexed();
  const jsonLd = seriesJsonLd(series, summaryOf(series));
  return (
    <Container className="grid max-w-6xl gap-10 sm:gap-14">
      {jsonLd ? <JsonLd data={jsonLd} /> : null}
      <Live topics={[`series:${series.seriesId}`, 'published']} />
      {series.isPublished ? null : <PreviewNote seriesId={series.seriesId} />}
      <SeriesHead series={series} />
      <WhatOneLearns points={series.points} />
      <Lessons series={series} />
    </Container>
  );
}

/** Returns the first words about a series, or who made it. */
function summaryOf({ description, creatorName }: PublicSeries): string {
  return truncate(tidyName(plainText(parseMarkdown(description))), 200) || `A series of tutorials by ${creatorName}.`;
}
