import type { Metadata } from 'next';
import { requireUser } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NewSeriesForm } from './new-series-form';

export const metadata: Metadata = { title: 'New series' };

/** Asks for the title of a new series. */
export default async function NewSeriesPage() {
  await requireUser('/studio/series/new');
  return (
    <Container width="text" className="lg:mx-0">
      <PageHeader
        title="New series"
        text="Begin with a title. Lessons and words come next, and nobody else sees the series before you publish it."
      />
      <NewSeriesForm />
    </Container>
  );
}
