'use client';

import { ArrowDownToLine, ArrowUpToLine, CircleAlert, Minus, Play, Plus, Scissors, Trash2 } from 'lucide-react';
import { memo, useRef, useState, type ReactNode } from 'react';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { LINE_MAX } from '@/text/captions/line';
import { formatShortTime, parseTime } from '@/text/captions/times';
import { NUDGE_MS, type EditorLine } from './lines-state';

/** What can be done with a line. The same functions for each render, so that rows that did not change are not rendered. */
export interface LineSteps {
  readonly choose: (lineId: number) => void;
  readonly write: (lineId: number, text: string) => void;
  readonly moveStart: (lineId: number, start: number) => void;
  readonly moveEnd: (lineId: number, end: number) => void;
  /** Null: at the time of the player. */
  readonly takeTime: (lineId: number, which: 'start' | 'end') => void;
  readonly split: (lineId: number, at: number) => void;
  readonly merge: (lineId: number) => void;
  readonly remove: (lineId: number) => void;
  readonly settle: (lineId: number, take: 'mine' | 'theirs') => void;
}

interface LineRowProps {
  /** The address of the watch page. */
  watch: string;
  line: EditorLine;
  number: number;
  language: string;
  /** It has the tools. */
  isChosen: boolean;
  /** The player is at it. */
  isPlaying: boolean;
  isChanged: boolean;
  /** The end of the video in milliseconds, if the line begins after it; else null. */
  after: number | null;
  /** The line as it was saved elsewhere meanwhile; null if it was removed there. */
  theirs: EditorLine | null | undefined;
  steps: LineSteps;
}

/** A line of the editor: its time, its words, and the tools if it is chosen. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { watch, line, number, language, isChosen, isPlaying, isChanged, after, theirs, steps } = props;
  const { lineId, start, end, text } = line;
  const words = useRef<HTMLTextAreaElement>(null);
  return (
    <li
      data-line={lineId}
      aria-current={isPlaying ? 'true' : undefined}
      className="grid gap-3 px-3 py-2 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] sm:px-5 aria-[current]:bg-accent-soft"
    >
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-start gap-2">
        <a
          href={`${watch}?t=${Math.floor(start / 1000)}`}
          data-time={start / 1000}
          onFocus={() => steps.choose(lineId)}
          aria-label={`Line ${number}: play from ${formatShortTime(start)}`}
          className="inline-flex min-h-11 items-center gap-1.5 rounded-lg px-1.5 text-sm font-medium text-accent tabular-nums hover:bg-sunken"
        >
          <Play aria-hidden className="size-3.5 shrink-0" />
          {formatShortTime(start).slice(0, -2)}
        </a>
        <div className="relative">
          <textarea
            ref={words}
            rows={1}
            value={text}
            maxLength={LINE_MAX}
            lang={language}
            dir="auto"
            aria-label={`Line ${number}, ${formatShortTime(start)}`}
            aria-invalid={text.trim() === '' || after !== null ? true : undefined}
            aria-describedby={after === null ? undefined : `late-${lineId}`}
            onFocus={() => steps.choose(lineId)}
            onChange={(event) => steps.write(lineId, event.target.value)}
            className="field-sizing-content block min-h-11 w-full resize-none rounded-lg border border-line bg-surface px-3 py-2 leading-relaxed hover:border-line-strong focus-visible:outline-offset-0 aria-invalid:border-danger"
          />
          {isChanged ? (
            <span title="Not saved yet" className="absolute -top-1 -right-1 size-2.5 rounded-full bg-accent">
              <span className="sr-only">Not saved yet</span>
            </span>
          ) : null}
        </div>
      </div>
      {after === null ? null : (
        <p id={`late-${lineId}`} className="flex items-start gap-1.5 text-sm font-medium text-danger sm:pl-24">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          This begins after the video ends, at {formatShortTime(after)}. Change its time, or remove it.
        </p>
      )}
      {theirs === undefined ? null : (
        <Conflict theirs={theirs} number={number} settle={(take) => steps.settle(lineId, take)} />
      )}
      {isChosen ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:pl-24">
          <TimeField
            label="Begins"
            value={start}
            onTime={(time) => steps.moveStart(lineId, time)}
            take={() => steps.takeTime(lineId, 'start')}
          />
          <TimeField
            label="Ends"
            value={end}
            onTime={(time) => steps.moveEnd(lineId, time)}
            take={() => steps.takeTime(lineId, 'end')}
          />
          <span className="flex">
            <Tool
              label="Split at the cursor"
              keys="Alt+Enter"
              onClick={() => steps.split(lineId, words.current?.selectionStart ?? 0)}
            >
              <Scissors aria-hidden />
            </Tool>
            <Tool label="Merge with the line before" keys="Alt+Backspace" onClick={() => steps.merge(lineId)}>
              <ArrowUpToLine aria-hidden />
            </Tool>
            <Tool label="Remove this line" onClick={() => steps.remove(lineId)}>
              <Trash2 aria-hidden />
            </Tool>
          </span>
        </div>
      ) : null}
    </li>
  );
});

/** A time that can be typed, nudged, and taken from the player. */
function TimeField({
  label,
  value,
  onTime,
  take,
}: {
  label: string;
  value: number;
  onTime: (time: number) => void;
  take: () => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    const time = typed === null ? null : parseTime(typed);
    if (time !== null) onTime(time);
    setTyped(null);
  };
  return (
    <span className="flex flex-wrap items-center">
      <label className="flex items-center gap-2 text-sm text-muted">
        <span className="w-12">{label}</span>
        <input
          inputMode="decimal"
          value={typed ?? formatShortTime(value)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
          }}
          className="min-h-11 w-28 rounded-lg border border-line-strong bg-surface px-2 text-base text-ink tabular-nums"
        />
      </label>
      <Tool label={`${label} 0.1 seconds earlier`} onClick={() => onTime(value - NUDGE_MS)}>
        <Minus aria-hidden />
      </Tool>
      <Tool label={`${label} 0.1 seconds later`} onClick={() => onTime(value + NUDGE_MS)}>
        <Plus aria-hidden />
      </Tool>
      <Tool label={`${label} at the time of the player`} onClick={take}>
        <ArrowDownToLine aria-hidden />
      </Tool>
    </span>
  );
}

function Tool({
  label,
  keys,
  onClick,
  children,
}: {
  label: string;
  keys?: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      onClick={onClick}
      className="grid size-11 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink [&_svg]:size-4.5"
    >
      {children}
    </button>
  );
}

function Conflict({
  theirs,
  number,
  settle,
}: {
  theirs: EditorLine | null;
  number: number;
  settle: (take: 'mine' | 'theirs') => void;
}) {
  return (
    <fieldset aria-label={`Line ${number}: two versions`} className="grid gap-2 rounded-lg bg-notice-soft p-3 text-sm">
      <p>
        {theirs === null ? (
          'This line was removed elsewhere meanwhile.'
        ) : (
          <>
            Saved elsewhere meanwhile, {formatShortTime(theirs.start)} to {formatShortTime(theirs.end)}:{' '}
            <span dir="auto" className="font-medium">
              {theirs.text}
            </span>
          </>
        )}
      </p>
      <p className="flex flex-wrap gap-2">
        <button type="button" className={buttonStyles('secondary', 'small')} onClick={() => settle('mine')}>
          Keep mine
        </button>
        <button type="button" className={buttonStyles('secondary', 'small')} onClick={() => settle('theirs')}>
          {theirs === null ? 'Remove it' : 'Take the other'}
        </button>
      </p>
    </fieldset>
  );
}
