import type { Route } from 'next';
import { captionsUrl, trackName } from '@/app/_lib/captions/track';
import { formatDate, formatLines } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import type { StudioTrack } from '@/app/studio/_queries/studio-captions';
import { LANGUAGE_OPTIONS } from './language-options';
import { RemoveTrackForm, TrackTools } from './track-forms';

const SOURCES = { upload: null, 'video-file': 'From the video file', automatic: 'Automatic' } as const;

/** A track in the list: what it is, and what can be done with it. */
export function TrackItem({ track }: { track: StudioTrack }) {
  const { videoId, trackId, language, label, lineCount, source, changedAt, revision } = track;
  // The badge says whether a machine wrote it.
  const name = trackName({ language, label });
  const download = (type: 'vtt' | 'srt') => (
    <a
      href={captionsUrl(track, type)}
      download={`${name}.${type}`}
      aria-label={`Download ${name} as ${type === 'vtt' ? 'WebVTT' : 'SRT'}`}
      className={buttonStyles('ghost', 'small')}
    >
      {type === 'vtt' ? 'WebVTT' : 'SRT'}
    </a>
  );
  return (
    <li className="grid gap-3 px-5 py-4 sm:px-7">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h3 dir="auto" className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium wrap-anywhere">
            {name}
            {SOURCES[source] ? <Badge>{SOURCES[source]}</Badge> : null}
          </h3>
          <p className="mt-1 text-sm text-muted">
            {lineCount === 0 ? 'Empty' : formatLines(lineCount)}
            <span aria-hidden> · </span>
            Changed <time dateTime={changedAt.toISOString()}>{formatDate(changedAt)}</time>
          </p>
        </div>
        <ButtonLink
          variant={lineCount === 0 ? 'primary' : 'secondary'}
          size="small"
          href={`/studio/videos/${videoId}/captions/${trackId}` as Route}
          aria-label={`${lineCount === 0 ? 'Write' : 'Edit'} ${name}`}
        >
          {lineCount === 0 ? 'Write' : 'Edit'}
        </ButtonLink>
      </div>
      <TrackTools {...{ name, language, label, revision }} ids={{ videoId, trackId }} options={LANGUAGE_OPTIONS}>
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-[0.9375rem] font-medium">Download</span>
          {download('vtt')}
          {download('srt')}
          <ButtonLink
            variant="ghost"
            size="small"
            href={`/studio/videos/${videoId}/captions/${trackId}/history` as Route}
            aria-label={`History of ${name}`}
          >
            History
          </ButtonLink>
          <span className="grow" />
          <RemoveTrackForm ids={{ videoId, trackId }} name={name} />
        </div>
      </TrackTools>
    </li>
  );
}
