import type { Route } from 'next';
import { ArrowLeft } from 'lucide-react';
import { z } from 'zod';
import { trackName } from '@/app/_lib/captions/track';
import { answerNotFound } from '@/app/_lib/http/answer';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import { LocalTime } from '@/app/_ui/time/local-time';
import { changesUpTo, trackChanges } from '@/app/studio/_queries/captions-changes';
import { studioTrack } from '@/app/studio/_queries/studio-captions';
import { StudioPageNotFound } from '@/app/studio/studio-page-not-found';
import { formatShortTime } from '@/text/captions/times';
import type { Line } from '@/text/captions/line';
import { byWhom } from '../../../history/by-whom';
import { renderVideoPage, videoPageMetadata } from '../../../video-page';
import { readTrackId } from '../track-id';
import { BringBackForm } from './bring-back-form';
import { differences, linesAfter, trackEntriesOf, wordsOf, type TrackEntry } from './revisions';

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
  const shown = revisionParameter.safeParse((await props.searchParams).revision).data;
  return renderVideoPage('captions', props, async (video, userId) => {
    const { videoId } = video;
    const ids = { videoId, trackId };
    const [track, changes] = await Promise.all([studioTrack(userId, videoId, trackId), trackChanges(userId, ids)]);
    if (changes.length === 0) {
      answerNotFound();
      return <p>There are no such captions.</p>;
    }
    const entries = trackEntriesOf(changes);
    const seen = shown === undefined ? null : await changedLines(userId, ids, shown);
    const back = `/studio/videos/${videoId}/captions` as Route;
    return (
      <Card padded={false}>
        <div className="grid gap-1 p-5 sm:px-7">
          <NearLink href={back} className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-accent">
            <ArrowLeft className="size-4" aria-hidden /> Captions
          </NearLink>
          <h2 dir="auto" className="text-left text-lg wrap-anywhere">
            {track ? `History of ${trackName(track)}` : 'History of removed captions'}
          </h2>
        </div>
        <ol className="divide-y divide-line border-t border-line">
          {entries.map((entry) => (
            <li key={entry.position} id={`change-${entry.position}`} className="grid gap-4 p-5 sm:px-7">
              <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
                <p id={`about-${entry.position}`} className="text-sm text-muted">
                  <span className="block text-base font-medium wrap-anywhere text-ink">{wordsOf(entry, entries)}</span>
                  {entry.at ? <LocalTime date={entry.at} /> : 'Time not recorded'}, {whoOf(entry, userId)}
                </p>
                <div className="flex flex-wrap items-center gap-2">
                  <SeeLink entry={entry} ids={ids} isShown={entry.revision !== null && entry.revision === shown} />
                  {track ? <Back entry={entry} ids={ids} revision={track.revision} /> : null}
                </div>
              </div>
              {seen && entry.revision !== null && entry.revision === shown ? <Changed {...seen} /> : null}
            </li>
          ))}
        </ol>
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

function SeeLink({ entry, ids, isShown }: { entry: TrackEntry; ids: Ids; isShown: boolean }) {
  const { position, revision } = entry;
  if (revision === null) return null;
  const page = `/studio/videos/${ids.videoId}/captions/${ids.trackId}/history`;
  return (
    <NearLink
      href={(isShown ? `${page}#change-${position}` : `${page}?revision=${revision}#change-${position}`) as Route}
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
  const { source } = entry;
  const isBySite = source === 'automatic' || source === 'video-file';
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
