import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { siteTerms } from '@/app/_lib/terms';
import { Container } from '@/app/_ui/layout/container';
import { Markdown } from '@/app/_ui/markdown/markdown';
import { PageHeader } from '@/app/_ui/page/page-header';

export const metadata: Metadata = { title: 'Terms', alternates: { canonical: '/terms' } };

/** On what terms can I use this site? In the owner's words. */
export default async function TermsPage() {
  const terms = await siteTerms();
  if (!terms) notFound();
  return (
    <Container className="sm:pt-8">
      <PageHeader title="Terms" text={`Version ${terms.version}`} />
      <div className="max-w-[65ch] text-pretty">
        <Markdown text={terms.text} />
      </div>
    </Container>
  );
}
