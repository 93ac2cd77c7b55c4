import type { Metadata } from 'next';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NewSeriesForm } from './new-series-form';

export const metadata: Metadata = { title: 'New series' };

/** Asks for the title of a new series. */
export default async function NewSeriesPage() {
  await requirePermission('creator', '/studio/series/new');
  return (
    <Container width="text" className="lg:mx-0">
      <PageHeader
        title="New series"
        text="Start with a title. You can add lessons and a description next. The series stays private until you publish it."
      />
      <NewSeriesForm />
    </Container>
  );
}
