'use client';

import { useRef, useState } from 'react';
import type { Paragraph } from '@/app/_lib/captions/paragraphs';
import type { CaptionTrack } from '@/app/_lib/captions/track';

interface TranscriptLanguageProps {
  /** The first one is shown already. */
  tracks: readonly CaptionTrack[];
  onChosen: (track: CaptionTrack, paragraphs: readonly Paragraph[]) => void;
}

/** A list to choose another track for the transcript, whose text is loaded then. */
export function TranscriptLanguage({ tracks, onChosen }: TranscriptLanguageProps) {
  const [failed, setFailed] = useState(false);
  const latest = useRef<string>(null);
  const choose = async (trackId: string) => {
    latest.current = trackId;
    // Another one may be chosen while this one is loaded.
    const isLatest = () => latest.current === trackId;
    const track = tracks.find((each) => each.trackId === trackId) ?? tracks[0]!;
    setFailed(false);
    try {
      const paragraphs = track === tracks[0] ? [] : await readTrack(track.src);
      if (isLatest()) onChosen(track, paragraphs);
    } catch {
      if (isLatest()) setFailed(true);
    }
  };
  return (
    <>
      <select
        aria-label="Language of the transcript"
        defaultValue={tracks[0]!.trackId}
        onChange={(event) => void choose(event.target.value)}
        className="min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-base"
      >
        {tracks.map(({ trackId, name }) => (
          <option key={trackId} value={trackId}>
            {name}
          </option>
        ))}
      </select>
      <p role="alert" className="text-sm font-medium text-danger empty:hidden">
        {failed ? 'The transcript couldn’t be loaded. Choose it again.' : null}
      </p>
    </>
  );
}

async function readTrack(src: string): Promise<readonly Paragraph[]> {
  const [response, { parseCaptions }, { paragraphsOf }] = await Promise.all([
    fetch(src),
    import('@/text/captions/parse'),
    import('@/app/_lib/captions/paragraphs'),
  ]);
  if (!response.ok) throw new Error(`The captions answered ${response.status}`);
  const parsed = parseCaptions(await response.text());
  return typeof parsed === 'string' ? [] : paragraphsOf(parsed.lines);
}
