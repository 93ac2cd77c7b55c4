import type { Metadata } from 'next';
import { Hash } from 'lucide-react';
import { formatCount } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { allTags } from './_queries/tags-of-videos';
import { TagLinks } from './tag-links';

/** The number of tags that the page shows. The rare ones beyond it are at their tutorials. */
const TAGS = 500;

export const metadata: Metadata = {
  title: 'Tags',
  description: 'The tags of the tutorials on this site, the most used first.',
  alternates: { canonical: '/tags' },
};

/** What words do creators give their tutorials? All tags, those of the most tutorials first. */
export default async function TagsPage() {
  const { tags, total } = await allTags(TAGS);
  return (
    <Container className="sm:pt-8">
      <Live topics={['home']} />
      <PageHeader
        title="Tags"
        text={total > TAGS ? `The ${TAGS} most used of ${formatCount(total)} tags.` : undefined}
      />
      {tags.length > 0 ? (
        <TagLinks tags={tags} />
      ) : (
        <EmptyState
          icon={<Hash />}
          title="No tags yet"
          text="Creators add them in the details of a video."
          action={<ButtonLink href="/videos">See all tutorials</ButtonLink>}
        />
      )}
    </Container>
  );
}
