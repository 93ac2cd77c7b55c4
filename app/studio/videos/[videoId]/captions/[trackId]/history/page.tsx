import type { Route } from 'next';
import { ArrowLeft } from 'lucide-react';
import { z } from 'zod';
import { trackName } from '@/app/_lib/captions/track';
import { answerNotFound } from '@/app/_lib/http/answer';
import { Badge } from '@/app/_ui/base/badge';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import { LocalTime } from '@/app/_ui/time/local-time';
import { changesUpTo, TRACK_CHANGES_MAX, trackChanges } from '@/app/studio/_queries/captions-changes';
import { anyTrack } from '@/app/studio/_queries/studio-captions';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { formatShortTime } from '@/text/captions/times';
import type { Line } from '@/text/captions/line';
import { byWhom } from '../../../history/by-whom';
import { HistoryPages, readUpTo } from '../../../history/history-pages';
import { renderVideoPage, videoPageMetadata } from '../../../video-page';
import { RestoreTrackForm } from '../../track-forms';
import { readTrackId } from '../track-id';
import { BringBackForm } from './bring-back-form';
import { differences, earlierThan, linesAfter, trackEntriesOf, wordsOf, type TrackEntry } from './revisions';

type HistoryPageProps = PageProps<'/studio/videos/[videoId]/captions/[trackId]/history'>;

export function generateMetadata(props: HistoryPageProps) {
  return videoPageMetadata('captions', props);
}

/** The most lines of each kind that the page shows of a change. */
const LINES_SHOWN = 200;

const revisionParameter = z.coerce.number().int().min(0);

/** Shows what was changed in a track: who, when, and which lines. Each earlier version can be brought back. */
export default async function CaptionsHistoryPage(props: HistoryPageProps) {
  const trackId = readTrackId(await props.params);
  if (!trackId) return <StudioPageNotFound />;
  const { revision, upTo: typedUpTo } = await props.searchParams;
  const shown = revisionParameter.safeParse(revision).data;
  const upTo = readUpTo(typedUpTo);
  return renderVideoPage('captions', props, async (video, userId) => {
    const { videoId } = video;
    const ids = { videoId, trackId };
    const [track, changes] = await Promise.all([
      anyTrack(userId, videoId, trackId),
      trackChanges(userId, { ...ids, upTo }),
    ]);
    if (track === null) {
      answerNotFound();
      return <p>There are no such captions.</p>;
    }
    const isRemoved = track.removedAt !== null;
    const entries = trackEntriesOf(changes);
    const page = `/studio/videos/${videoId}/captions/${trackId}/history`;
    const seen = shown === undefined ? null : await changedLines(userId, ids, shown);
    const back = `/studio/videos/${videoId}/captions` as Route;
    return (
      <Card padded={false}>
        <div className="grid gap-1 p-5 sm:px-7">
          <NearLink href={back} className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-accent">
            <ArrowLeft className="size-4" aria-hidden /> Captions
          </NearLink>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 dir="auto" className="flex flex-wrap items-center gap-3 text-left text-lg wrap-anywhere">
              History of {trackName(track)}
              {isRemoved ? <Badge tone="danger">Removed</Badge> : null}
            </h2>
            {isRemoved && video.role !== 'viewer' ? <RestoreTrackForm ids={ids} name={trackName(track)} /> : null}
          </div>
        </div>
        {entries.length === 0 ? (
          <p className="border-t border-line p-5 text-muted sm:px-7">There are no earlier changes.</p>
        ) : null}
        <ol className="divide-y divide-line border-line not-empty:border-t">
          {entries.map((entry) => (
            <li key={entry.position} id={`change-${entry.position}`} className="grid gap-4 p-5 sm:px-7">
              <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
                <p id={`about-${entry.position}`} className="text-sm text-muted">
                  <span className="block text-base font-medium wrap-anywhere text-ink">{wordsOf(entry, entries)}</span>
                  {entry.at ? <LocalTime date={entry.at} /> : 'Time not recorded'}, {whoOf(entry, userId)}
                </p>
                <div className="flex flex-wrap items-center gap-2">
                  <SeeLink
                    entry={entry}
                    {...{ page, upTo }}
                    isShown={entry.revision !== null && entry.revision === shown}
                  />
                  {isRemoved ? null : <Back entry={entry} ids={ids} revision={track.revision} />}
                </div>
              </div>
              {seen && entry.revision !== null && entry.revision === shown ? <Changed {...seen} /> : null}
            </li>
          ))}
        </ol>
        <HistoryPages href={page} upTo={upTo} earlier={earlierThan(changes, TRACK_CHANGES_MAX)} />
      </Card>
    );
  });
}

interface Ids {
  readonly videoId: string;
  readonly trackId: string;
}

/** Returns the lines that a revision removed, and those that it wrote. */
async function changedLines(userId: string, ids: Ids, revision: number) {
  const [before, after] = await Promise.all([
    revision === 0 ? [] : changesUpTo(userId, { ...ids, revision: revision - 1 }),
    changesUpTo(userId, { ...ids, revision }),
  ]);
  return differences(linesAfter(before), linesAfter(after));
}

interface SeeLinkProps {
  entry: TrackEntry;
  /** The address of the history, and the position up to which this page of it goes. */
  page: string;
  upTo: number | null;
  isShown: boolean;
}

function SeeLink({ entry, page, upTo, isShown }: SeeLinkProps) {
  const { position, revision } = entry;
  if (revision === null) return null;
  const query = new URLSearchParams({
    ...(upTo !== null && { upTo: String(upTo) }),
    ...(!isShown && { revision: String(revision) }),
  }).toString();
  return (
    <NearLink
      href={`${page}${query === '' ? '' : `?${query}`}#change-${position}` as Route}
      aria-describedby={`about-${position}`}
      className="inline-flex min-h-11 items-center rounded-lg px-2 text-sm font-medium text-accent hover:bg-sunken"
    >
      {isShown ? 'Hide the lines' : 'See the lines'}
    </NearLink>
  );
}

/** The button that brings a version back: of the present one, the version before. */
function Back({ entry, ids, revision }: { entry: TrackEntry; ids: Ids; revision: number }) {
  if (entry.revision === null || revision === 0) return null;
  const isPresent = entry.revision === revision;
  return (
    <BringBackForm
      ids={ids}
      revision={revision}
      restores={isPresent ? revision - 1 : entry.revision}
      label={isPresent ? 'Undo' : 'Bring this back'}
      describedBy={`about-${entry.position}`}
    />
  );
}

function whoOf(entry: TrackEntry, reader: string): string {
  const { source, kind, at } = entry;
  const isBySite = source === 'automatic' || source === 'video-file' || (kind === 'edited' && at !== null);
  return byWhom(entry, reader) ?? (isBySite ? 'by this site' : 'person not recorded');
}

function Changed({ gone, come }: { gone: readonly Line[]; come: readonly Line[] }) {
  if (gone.length + come.length === 0) return <p className="text-muted">The lines are the same.</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 sm:grid-cols-2">
      <Lines title="Before" lines={gone} className="bg-sunken text-muted" />
      <Lines title="After" lines={come} className="bg-accent-soft" />
    </div>
  );
}

function Lines({ title, lines, className }: { title: string; lines: readonly Line[]; className: string }) {
  const more = lines.length - LINES_SHOWN;
  return (
    <section aria-label={title} className={`max-h-80 min-w-0 overflow-y-auto rounded-lg p-4 ${className}`}>
      <h3 className="text-sm font-medium">{title}</h3>
      {lines.length === 0 ? <p className="mt-2 italic">None of these lines</p> : null}
      <ul className="mt-2 grid gap-2 text-[0.9375rem]">
        {lines.slice(0, LINES_SHOWN).map(({ start, end, text }) => (
          <li key={`${start} ${end} ${text}`} className="grid gap-x-3 wrap-anywhere">
            <span className="text-sm tabular-nums">{formatShortTime(start)}</span>
            <span dir="auto" className="whitespace-pre-line">
              {text}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-2 text-sm">And {more.toLocaleString('en')} more.</p> : null}
    </section>
  );
}
