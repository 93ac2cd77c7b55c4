'use client';

import { ChevronDown } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { Paragraph } from '@/app/_lib/captions/paragraphs';
import type { CaptionTrack } from '@/app/_lib/captions/track';
import { formatDuration } from '@/app/_lib/format/format';
import { usePlayingEntry } from '@/app/_ui/player/time/player-time';
import { TranscriptLanguage } from './transcript-language';
import { useNoteSearch } from './use-note-search';

interface TranscriptProps {
  videoId: string;
  /** The first one is the track of the paragraphs. */
  tracks: readonly CaptionTrack[];
  paragraphs: readonly Paragraph[];
}

/**
 * What is said in a video, as text. It follows the player, and a click jumps to a time. Without scripts it is text with
 * links.
 */
export function Transcript({ videoId, tracks, paragraphs: given }: TranscriptProps) {
  const [chosen, setChosen] = useState<{ language: string; paragraphs: readonly Paragraph[] } | null>(null);
  const [words, setWords] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const paragraphs = chosen?.paragraphs ?? given;
  const sought = useDeferredValue(words.trim().toLowerCase());
  const soughtWords = sought.split(/\s+/).filter(Boolean);
  const found = paragraphs.filter(([, text]) => soughtWords.every((word) => text.toLowerCase().includes(word)));
  useNoteSearch(videoId, sought, found.length > 0);
  // Nobody looks at a closed one.
  const current = usePlayingEntry((at) => (isOpen ? paragraphs.findLastIndex(([start]) => start <= at) : -1));
  const list = useFollow(sought === '' ? current : -1);
  return (
    <details
      // Somebody may have opened it before this code ran.
      ref={(details) => void (details?.open && setIsOpen(true))}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group overflow-hidden rounded-2xl border border-line bg-surface"
    >
      <summary className="flex min-h-14 cursor-pointer list-none items-center justify-between gap-3 px-4 py-2 -outline-offset-2 hover:bg-sunken/70 [&::-webkit-details-marker]:hidden">
        <h2 className="text-lg">Transcript</h2>
        <ChevronDown aria-hidden className="size-5 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="needs-script grid gap-3 border-t border-line p-4">
        <input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          aria-label="Find in the transcript"
          placeholder="Find in the transcript"
          className="min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3.5 text-base placeholder:text-muted/80"
        />
        {tracks.length > 1 ? (
          <TranscriptLanguage
            tracks={tracks}
            onChosen={(track, read) =>
              setChosen(track === tracks[0] ? null : { language: track.language, paragraphs: read })
            }
          />
        ) : null}
        <output className="text-sm text-muted empty:hidden">
          {sought === ''
            ? null
            : found.length === 0
              ? 'No passage has these words.'
              : `${found.length} of ${paragraphs.length} ${paragraphs.length === 1 ? 'passage' : 'passages'}`}
        </output>
      </div>
      <ol
        ref={list}
        lang={chosen?.language ?? tracks[0]?.language}
        aria-label="Transcript"
        className="relative max-h-[26rem] overflow-y-auto overscroll-contain border-t border-line py-2 -outline-offset-2 lg:max-h-[60dvh]"
      >
        {found.map(([start, text]) => (
          <li key={`${start} ${text}`}>
            <a
              href={`?t=${start}`}
              data-time={start}
              aria-current={
                paragraphs[current]?.[1] === text && paragraphs[current]?.[0] === start ? 'true' : undefined
              }
              className="grid min-h-11 grid-cols-[3.5rem_minmax(0,1fr)] items-baseline gap-x-2 px-4 py-2 leading-relaxed -outline-offset-2 hover:bg-sunken/70 aria-[current]:bg-accent-soft"
            >
              <span className="text-sm font-medium text-accent tabular-nums">{formatDuration(start)}</span>
              <span dir="auto" className="wrap-anywhere">
                <Marked text={text} words={soughtWords} />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** A text with the words that are sought in it marked. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  const patterns = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  // Every other part is one of the words.
  return text.split(new RegExp(`(${patterns.join('|')})`, 'giu')).map((part, index) =>
    index % 2 === 1 ? (
      <mark key={`${index} ${part}`} className="rounded-xs bg-notice-soft text-ink">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

/** Keeps the current entry of a list in view, unless the user is in the list. The page stays where it is. */
function useFollow(current: number) {
  const ref = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const list = ref.current;
    const entry = list?.children[current] as HTMLElement | undefined;
    if (!list || !entry || list.matches(':hover, :focus-within')) return;
    list.scrollTop = entry.offsetTop - list.clientHeight / 3;
  }, [current]);
  return ref;
}
