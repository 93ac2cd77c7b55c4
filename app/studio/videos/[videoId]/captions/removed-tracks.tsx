import type { Route } from 'next';
import { trackName } from '@/app/_lib/captions/track';
import { formatLines } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import type { StudioTrack } from '@/app/studio/_queries/studio-captions';
import { RestoreTrackForm } from './track-forms';

/** The tracks that were removed, which can be restored. Renders nothing without any. */
export function RemovedTracks({ tracks }: { tracks: readonly StudioTrack[] }) {
  if (tracks.length === 0) return null;
  return (
    <Card padded={false}>
      <section aria-labelledby="removed">
        <h2 id="removed" className="px-5 pt-4 text-[0.9375rem] font-semibold text-muted sm:px-7">
          Removed
        </h2>
        <ul className="mt-2 divide-y divide-line border-t border-line">
          {tracks.map((track) => (
            <li key={track.trackId} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3 sm:px-7">
              <span dir="auto" className="wrap-anywhere">
                {trackName(track)}
                <span className="text-sm text-muted"> · {formatLines(track.lineCount)}</span>
              </span>
              <div className="flex flex-wrap items-center gap-2">
                <ButtonLink
                  variant="ghost"
                  size="small"
                  href={`/studio/videos/${track.videoId}/captions/${track.trackId}/history` as Route}
                  aria-label={`History of ${trackName(track)}`}
                >
                  History
                </ButtonLink>
                <RestoreTrackForm ids={{ videoId: track.videoId, trackId: track.trackId }} name={trackName(track)} />
              </div>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}
