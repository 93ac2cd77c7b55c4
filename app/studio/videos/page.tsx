import type { Metadata, Route } from 'next';
import { Clapperboard, SearchX, Trash2, Upload } from 'lucide-react';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { channelSharedBy, sharedWith } from '../_queries/collaborators';
import { studioVideos, type PageOfVideos } from '../_queries/studio-videos';
import { videosById } from '../_queries/videos-by-id';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { SharedLink } from '../shared/shared-link';
import { ChangedMessage } from './changed-message';
import { undoable } from './changes';
import { DeletedMessage } from './deleted-message';
import { describePublicity, readWas, writeWas } from './just-changed';
import type { StudioRole } from '../_queries/creators-video';
import {
  isFiltered,
  listParameters,
  PLAIN,
  cursorParameter,
  readListState,
  readCursor,
  SHOWN,
  type ListState,
} from './list-state';
import { COLUMNS, ListedRow } from './listed-row';
import { TickedForm } from './ticked-form';
import { Toolbar } from './toolbar';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function generateMetadata({ searchParams }: PageProps<'/studio/videos'>): Promise<Metadata> {
  const list = readListState(await searchParams);
  return { title: list.in === 'trash' ? 'Trash' : 'Your videos' };
}

const upload = (
  <ButtonLink href="/studio/upload">
    <Upload aria-hidden /> Upload a video
  </ButtonLink>
);

/** Lists a creator's own videos: searched, filtered and sorted, page by page, or what is in the trash. */
export default async function VideosPage({ searchParams }: PageProps<'/studio/videos'>) {
  const parameters = await searchParams;
  const list = readListState(parameters);
  const { userId } = await requirePermission('member', `/studio/videos${listParameters(list)}`);
  // The bytes of an upload may have arrived while its command could not be written.
  maintainUploads();
  const shared = list.of === '' ? null : await channelSharedBy(userId, list.of);
  if (list.of !== '' && shared === null) return <StudioPageNotFound />;
  const cursor = readCursor(parameters);
  const isOwn = list.in === 'all' && list.of === '';
  const [page, all] = await Promise.all([studioVideos(userId, list, cursor), isOwn ? sharedWith(userId) : []]);
  const [deleted, changed] = await Promise.all([
    justDeleted(userId, parameters.deleted),
    justChanged(userId, parameters),
  ]);
  const { videos } = page;
  return (
    <Container>
      <Live topics={[`creator:${userId}`, ...videos.map(({ videoId }) => `video:${videoId}` as const)]} />
      <PageHeader
        title={list.in === 'trash' ? 'Trash' : shared ? `${shared.ownerName ?? 'Another creator'}’s videos` : 'Videos'}
        text={
          list.in === 'trash'
            ? 'Deleted videos stay here for 30 days. Until then their files count towards your storage.'
            : shared
              ? 'This creator shares their channel with you.'
              : null
        }
        actions={shared ? null : upload}
      />
      {deleted.length > 0 ? (
        <DeletedMessage key={String(parameters.deleted)} videos={deleted} list={listParameters(list)} />
      ) : null}
      {changed ? <ChangedMessage key={String(parameters.was)} {...changed} list={listParameters(list)} /> : null}
      <Toolbar key={listParameters(list)} list={list} />
      {videos.length === 0 ? (
        <Nothing list={list} isFirst={cursor === null} />
      ) : (
        <Rows page={page} list={list} role={shared?.role ?? 'owner'} />
      )}
      <div className="mt-6 empty:hidden">
        <SharedLink all={all} />
      </div>
    </Container>
  );
}

/** Returns those of the videos in the parameter `deleted` that are in the trash. */
async function justDeleted(userId: string, parameter: string | string[] | undefined) {
  if (typeof parameter !== 'string') return [];
  const ids = parameter
    .split('.')
    .filter((id) => ID.test(id))
    .slice(0, 100);
  const videos = await videosById(userId, ids);
  return videos.filter(({ deletedAt }) => deletedAt !== null).map(({ videoId, name }) => ({ videoId, name }));
}

/** Returns what became of the videos in the parameter `was`, which were published or unpublished. Null without it. */
async function justChanged(userId: string, parameters: Readonly<Record<string, unknown>>) {
  const { changed: change } = parameters;
  if (change !== 'publish' && change !== 'unpublish') return null;
  const was = readWas(parameters.was);
  const ids = was.map(({ videoId }) => videoId);
  const [videos, left] = await Promise.all([videosById(userId, ids), undoable(change, was, userId)]);
  if (videos.length === 0) return null;
  const text = describePublicity(change, videos);
  return { change, text, isWhole: !text.includes('\n'), was: writeWas(left) } as const;
}

interface RowsProps {
  page: PageOfVideos;
  list: ListState;
  role: StudioRole;
}

function Rows({ page: { videos, before, after }, list, role }: RowsProps) {
  return (
    <>
      <Card padded={false}>
        <TickedForm
          key={listParameters(list)}
          list={listParameters(list)}
          isTrash={list.in === 'trash'}
          role={role}
          videoIds={videos.map(({ videoId }) => videoId)}
        >
          <Head isTrash={list.in === 'trash'} />
          <ul className="divide-y divide-line" aria-label={SHOWN[list.in]}>
            {videos.map((video) => (
              <ListedRow key={video.videoId} video={video} />
            ))}
          </ul>
        </TickedForm>
      </Card>
      {before || after ? (
        <nav aria-label="Pages of videos" className="mt-6 flex justify-between gap-3">
          {before ? (
            <ButtonLink variant="secondary" href={addressOf(list, cursorParameter(before))}>
              Previous
            </ButtonLink>
          ) : (
            <span />
          )}
          {after ? (
            <ButtonLink variant="secondary" href={addressOf(list, cursorParameter(after))}>
              Next
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

/** The names of the columns, for eyes only: each row says them too. */
function Head({ isTrash }: { isTrash: boolean }) {
  const figures = isTrash ? ['In the trash until'] : ['Date', 'Views', 'Watched'];
  return (
    <div aria-hidden className={`hidden gap-x-4 border-b border-line px-5 py-2 text-sm text-muted lg:grid ${COLUMNS}`}>
      <span className="col-span-3">Video</span>
      <span>Status</span>
      {figures.map((label, index) => (
        <span key={label} className={isTrash ? 'col-span-3' : index > 0 ? 'text-right' : ''}>
          {label}
        </span>
      ))}
    </div>
  );
}

function Nothing({ list, isFirst }: { list: ListState; isFirst: boolean }) {
  if (isFiltered(list)) {
    const under = list.in === 'all' ? '' : ` under “${SHOWN[list.in]}”`;
    const text =
      list.q === ''
        ? `No videos${under} match the chosen category and visibility.`
        : `No video${under} has all these words in its title, description or tags.`;
    return (
      <EmptyState
        icon={<SearchX />}
        title={list.q === '' ? 'Nothing found' : `Nothing found for “${list.q}”`}
        text={text}
        action={
          <ButtonLink variant="secondary" href={addressOf({ ...PLAIN, sort: list.sort })}>
            Show all videos
          </ButtonLink>
        }
      />
    );
  }
  if (list.in === 'trash') {
    return <EmptyState icon={<Trash2 />} title="The trash is empty" text="What you delete stays here for 30 days." />;
  }
  if (list.in === 'all' && isFirst && list.of === '') {
    return (
      <EmptyState
        icon={<Clapperboard />}
        title="No videos yet"
        text="Upload a recording. While it is prepared for streaming you can name and describe it."
        action={upload}
      />
    );
  }
  return (
    <EmptyState
      icon={<Clapperboard />}
      title="No videos here"
      text={list.in === 'all' ? null : `No videos are under “${SHOWN[list.in]}” at the moment.`}
      action={
        <ButtonLink variant="secondary" href={addressOf({ ...list, in: 'all' })}>
          Show all videos
        </ButtonLink>
      }
    />
  );
}

function addressOf(list: ListState, others: Record<string, string> = {}): Route {
  return `/studio/videos${listParameters(list, others)}` as Route;
}
