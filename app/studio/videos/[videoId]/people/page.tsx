import type { Metadata } from 'next';
import { People } from '@/app/studio/_people/people';
import { renderVideoPage, videoPageMetadata } from '../video-page';

type PeoplePageProps = PageProps<'/studio/videos/[videoId]/people'>;

export function generateMetadata(props: PeoplePageProps): Promise<Metadata> {
  return videoPageMetadata('people', props);
}

/** Shows who has access to a video, and invites people. */
export default function VideoPeoplePage(props: PeoplePageProps) {
  return renderVideoPage('people', props, ({ videoId, ownerId, ownerName }, userId) => (
    <People
      userId={userId}
      owner={{ userId: ownerId, name: ownerName ?? 'The owner' }}
      subject={{ kind: 'video', id: videoId }}
    />
  ));
}
