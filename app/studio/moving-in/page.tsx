import type { Metadata } from 'next';
import Link from 'next/link';
import { formatBytes, formatDate } from '@/app/_lib/format/format';
import { requireUser } from '@/app/_lib/auth/current-user';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { unfinishedUploads, type UnfinishedUpload } from '@/app/_lib/uploads/unfinished';
import { Card } from '@/app/_ui/base/card';
import { Progress } from '@/app/_ui/base/progress';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { StorageUsage } from '@/app/studio/upload/storage-usage';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { foundItems, type ListedItem } from './_queries/found-items';
import { ownMovingIn, type OwnMovingIn } from './_queries/own-moving-in';
import { ArchiveZone } from './archive-zone';
import { HowTo } from './how-to';
import { canCome, ItemRow } from './item-row';
import { ItemsForm } from './items-form';
import { DiscardButton, RemoveArchivesButton, StopButton } from './move-buttons';
import { problemSentence } from './sentences';

export const metadata: Metadata = { title: 'Move in from elsewhere' };

/** So many problems are shown at once. */
const PROBLEMS_SHOWN = 10;

/** Takes archives from elsewhere, shows the videos in them, and makes drafts of those that are chosen. */
export default async function MovingInPage() {
  const { userId } = await requireUser('/studio/moving-in');
  maintainUploads();
  const [found, unfinished] = await Promise.all([ownMovingIn(userId), unfinishedUploads(userId, 'archives')]);
  const bringing = found && found.archives.length > 0 ? found : null;
  const items = bringing?.readingId && bringing.isRead ? await foundItems(userId, bringing.readingId) : [];
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader
        title="Move in from elsewhere"
        text="Bring your videos from YouTube, PeerTube or a folder. They become drafts with their titles, descriptions, tags and captions, which nobody else sees before you publish them."
      />
      <div className="grid gap-6">
        {bringing ? <Contents bringing={bringing} items={items} /> : null}
        <noscript>
          <FormMessage kind="notice">
            Uploading needs JavaScript, so that a large file can continue where it stopped. Turn it on, then reload this
            page.
          </FormMessage>
        </noscript>
        <div className="needs-script">
          <ArchiveZone maxBytes={UPLOAD_MAX} isSmall={bringing !== null} />
        </div>
        <Unfinished uploads={unfinished} />
        {bringing ? <Archives bringing={bringing} items={items} /> : null}
        <HowTo isOpen={bringing === null} />
      </div>
      <StorageUsage userId={userId} />
    </Container>
  );
}

/** What is in the archives, and what becomes of it. */
function Contents({ bringing, items }: { bringing: OwnMovingIn; items: readonly ListedItem[] }) {
  if (!bringing.isRead)
    return (
      <Card>
        <Progress label="Looking into your archives" percent={null} />
        <p className="mt-3 text-muted">You can leave this page. It goes on by itself.</p>
      </Card>
    );
  const coming = items.filter(canCome);
  return (
    <>
      <Journey items={items} />
      {bringing.problems.length > 0 ? <Problems problems={bringing.problems} /> : null}
      {items.length === 0 ? (
        <FormMessage kind="error">
          There is no video in {bringing.archives.length === 1 ? 'this archive' : 'these archives'}.
        </FormMessage>
      ) : (
        <Card padded={false}>
          <h2 className="px-4 py-4 text-lg sm:px-5">
            {items.length === 1 ? 'One video' : `${items.length} videos`} in your archives
          </h2>
          {coming.length > 0 ? (
            <ItemsForm readingId={bringing.readingId!} count={coming.length}>
              <Rows items={items} />
            </ItemsForm>
          ) : (
            <div className="border-t border-line">
              <Rows items={items} />
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function Rows({ items }: { items: readonly ListedItem[] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <ItemRow key={item.itemId} item={item} />
      ))}
    </ul>
  );
}

/** How far the chosen videos are, and what is said at the end. */
function Journey({ items }: { items: readonly ListedItem[] }) {
  const count = (state: ListedItem['state']) => items.filter((item) => item.state === state).length;
  const [onTheWay, moved, failed] = [count('chosen'), count('moved'), count('failed')];
  if (onTheWay > 0)
    return (
      <Card className="grid gap-4">
        <Progress
          label={`${moved} of ${moved + onTheWay} videos moved in`}
          percent={(moved / (moved + onTheWay)) * 100}
        />
        <p className="text-muted">You can leave this page. It goes on by itself, also after a restart of the site.</p>
        <StopButton />
      </Card>
    );
  if (moved + failed === 0) return null;
  return (
    <FormMessage kind={failed > 0 ? 'notice' : 'success'}>
      <p>
        {moved === 1 ? 'One video is' : `${moved} videos are`} in your studio as{' '}
        <Link href="/studio/videos">{moved === 1 ? 'a draft' : 'drafts'}</Link>.
        {failed > 0 ? ` ${failed === 1 ? 'One' : failed} did not come: the list says why.` : ''}
      </p>
    </FormMessage>
  );
}

function Problems({ problems }: { problems: OwnMovingIn['problems'] }) {
  const more = problems.length - PROBLEMS_SHOWN;
  return (
    <FormMessage kind="notice">
      <ul className="grid gap-1 wrap-anywhere">
        {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
          <li key={`${problem.kind} ${problem.name}`}>{problemSentence(problem)}</li>
        ))}
        {more > 0 ? <li>And {more} more like these.</li> : null}
      </ul>
    </FormMessage>
  );
}

function Unfinished({ uploads }: { uploads: readonly UnfinishedUpload[] }) {
  const waiting = uploads.filter(({ isMoving }) => !isMoving);
  if (waiting.length === 0) return null;
  return (
    <Card>
      <h2 className="text-lg">Unfinished archives</h2>
      <p className="mt-1 text-muted">Choose the same files again: they continue where they stopped.</p>
      <ul className="mt-2 divide-y divide-line">
        {waiting.map(({ uploadId, fileName, received, bytes }) => (
          <li key={uploadId} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
            <p className="min-w-0 wrap-anywhere tabular-nums">
              <bdi>{fileName}</bdi>{' '}
              <span className="text-muted">
                {formatBytes(received)} of {formatBytes(bytes)}
              </span>
            </p>
            <DiscardButton uploadId={uploadId} fileName={fileName} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The archives, which count against the quota until they are deleted. */
function Archives({ bringing, items }: { bringing: OwnMovingIn; items: readonly ListedItem[] }) {
  const { archives, expiresAt } = bringing;
  return (
    <Card className="grid gap-3">
      <h2 className="text-lg">Your archives on this site</h2>
      <ul className="grid gap-1">
        {archives.map(({ uploadId, fileName, bytes }) => (
          <li key={uploadId} className="wrap-anywhere tabular-nums">
            <bdi>{fileName}</bdi> <span className="text-muted">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
      <p className="text-muted">
        They count against your quota.{' '}
        {expiresAt ? (
          <>
            They are deleted by themselves on <time dateTime={expiresAt.toISOString()}>{formatDate(expiresAt)}</time>.
          </>
        ) : null}
      </p>
      <RemoveArchivesButton isUnderWay={items.some(({ state }) => state === 'chosen')} />
    </Card>
  );
}
