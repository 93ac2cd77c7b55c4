import type { Metadata } from 'next';
import Link from 'next/link';
import { formatBytes, formatDate } from '@/app/_lib/format/format';
import { requirePermission } from '@/app/_lib/auth/current-user';
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
import { ownImports, type OwnImports } from './_queries/own-imports';
import { ArchiveZone } from './archive-zone';
import { HowTo } from './how-to';
import { canImport, ItemRow } from './item-row';
import { ItemsForm } from './items-form';
import { DiscardButton, RemoveArchiveButton, RemoveArchivesButton, StopForm } from './import-buttons';
import {
  DUPLICATES,
  failedSentence,
  importedWords,
  nothingFoundSentence,
  nothingNewSentence,
  problemSentence,
  progressLabel,
  videosInArchives,
} from './sentences';

export const metadata: Metadata = { title: 'Import videos' };

/** The most problems that are shown. */
const PROBLEMS_SHOWN = 10;

/** Takes archives, lists the videos in them, and imports the selected ones as drafts. */
export default async function ImportPage() {
  const { userId } = await requirePermission('creator', '/studio/import');
  maintainUploads();
  const [own, unfinished] = await Promise.all([ownImports(userId), unfinishedUploads(userId, 'archives')]);
  const imports = own && own.archives.length > 0 ? own : null;
  const items = imports?.scanId && imports.isScanned ? await foundItems(userId, imports.scanId) : [];
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader
        title="Import videos"
        text="Import from YouTube, PeerTube or a folder. Your videos become drafts with their titles, descriptions, tags and captions. They stay private until you publish them."
      />
      <div className="grid gap-6">
        {imports ? <ArchivedVideos imports={imports} items={items} /> : null}
        <noscript>
          <FormMessage kind="notice">
            Uploading needs JavaScript, so that a large file can continue where it stopped. Turn it on, then reload this
            page.
          </FormMessage>
        </noscript>
        <div className="needs-script">
          <ArchiveZone maxBytes={UPLOAD_MAX} isSmall={imports !== null} />
        </div>
        <Unfinished uploads={unfinished} />
        {imports ? <Archives imports={imports} items={items} /> : null}
        <HowTo isOpen={imports === null} />
      </div>
      <StorageUsage userId={userId} />
    </Container>
  );
}

/** The videos in the archives, and the progress of their import. */
function ArchivedVideos({ imports, items }: { imports: OwnImports; items: readonly ListedItem[] }) {
  if (!imports.isScanned)
    return (
      <Card>
        <Progress
          label={imports.archives.length === 1 ? 'Looking through your archive' : 'Looking through your archives'}
          percent={null}
        />
        <p className="mt-3 text-muted">You can leave this page. The list will be here when you come back.</p>
      </Card>
    );
  const available = items.filter(canImport);
  const counted = items.filter(({ refusal }) => refusal === null || !DUPLICATES.has(refusal));
  const isAllImported = counted.length > 0 && counted.every(({ state }) => state === 'imported');
  return (
    <>
      <ImportProgress items={counted} archives={imports.archives.length} />
      {imports.problems.length > 0 ? <Problems problems={imports.problems} /> : null}
      {items.length === 0 ? (
        <FormMessage kind="error">
          <span className="wrap-anywhere">
            {nothingFoundSentence(imports.archives.map(({ fileName }) => fileName))}
          </span>
        </FormMessage>
      ) : (
        <Card padded={false}>
          <h2 className="px-4 py-4 text-lg sm:px-5">{videosInArchives(counted.length, imports.archives.length)}</h2>
          {isAllImported ? (
            <p className="px-4 pb-4 text-muted sm:px-5">{nothingNewSentence(imports.archives.length)}</p>
          ) : null}
          {available.length > 0 ? (
            <ItemsForm scanId={imports.scanId!} count={available.length}>
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

/** How many of the selected videos are imported, and the result at the end. @param archives how many there are. */
function ImportProgress({ items, archives }: { items: readonly ListedItem[]; archives: number }) {
  const count = (state: ListedItem['state']) => items.filter((item) => item.state === state).length;
  const [waiting, imported, failed] = [count('chosen'), count('imported'), count('failed')];
  return (
    <>
      <StopForm>
        {waiting > 0 ? (
          <>
            <Progress label={progressLabel(imported, waiting)} percent={(imported / (imported + waiting)) * 100} />
            <p className="text-muted">You can leave this page. The import continues in the background.</p>
          </>
        ) : null}
      </StopForm>
      {waiting === 0 && imported + failed > 0 ? <Result {...{ imported, failed, archives }} /> : null}
    </>
  );
}

function Result({ imported, failed, archives }: { imported: number; failed: number; archives: number }) {
  const words = importedWords(imported, archives);
  return (
    <FormMessage kind={failed > 0 ? 'notice' : 'success'}>
      <p>
        {words === null ? null : (
          <>
            {words} <Link href="/studio/videos">{imported === 1 ? 'a draft' : 'drafts'}</Link>.{' '}
          </>
        )}
        {failed > 0 ? failedSentence(failed) : null}
      </p>
    </FormMessage>
  );
}

function Problems({ problems }: { problems: OwnImports['problems'] }) {
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
      <p className="mt-1 text-muted">Choose the same files again to continue where they stopped.</p>
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

/** The archives, which count towards the quota until they are deleted. */
function Archives({ imports, items }: { imports: OwnImports; items: readonly ListedItem[] }) {
  const { archives, expiresAt } = imports;
  const isOne = archives.length === 1;
  const isUnderWay = items.some(({ state }) => state === 'chosen');
  return (
    <Card className="grid gap-3">
      <h2 className="text-lg">{isOne ? 'Your archive on this site' : 'Your archives on this site'}</h2>
      <ul className="grid gap-1">
        {archives.map(({ uploadId, fileName, bytes }) => (
          <li key={uploadId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <p className="min-w-0 wrap-anywhere tabular-nums">
              <bdi>{fileName}</bdi> <span className="text-muted">{formatBytes(bytes)}</span>
            </p>
            {archives.length > 1 ? (
              <RemoveArchiveButton uploadId={uploadId} fileName={fileName} isUnderWay={isUnderWay} />
            ) : null}
          </li>
        ))}
      </ul>
      <p className="text-muted">
        {isOne ? 'It counts' : 'They count'} towards your storage quota.{' '}
        {expiresAt ? (
          <>
            {isOne ? 'It is' : 'They are'} deleted automatically on{' '}
            <time dateTime={expiresAt.toISOString()}>{formatDate(expiresAt)}</time>.
          </>
        ) : null}
      </p>
      <RemoveArchivesButton isUnderWay={isUnderWay} isOne={isOne} />
    </Card>
  );
}
