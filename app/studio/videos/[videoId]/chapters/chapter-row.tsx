'use client';

import { CircleAlert, Clock, Minus, Play, Plus, X } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { secondsOf, type Row, type RowError } from './rows';

interface ChapterRowProps {
  /** The address of the watch page. */
  watch: string;
  row: Row;
  /** Its place in the list, from 1. */
  number: number;
  error: RowError | null;
  /** The list was sent and rejected, so everything that is wrong is shown. */
  isRejected: boolean;
  isAdded: boolean;
  canPlay: boolean;
  lang: string | undefined;
  /** Takes what is typed. */
  type: (row: Row) => void;
  /** Is called when a time is typed. */
  settle: () => void;
  nudge: (bySeconds: number) => void;
  /** Takes the time at which the video is. */
  take: () => void;
  remove: () => void;
  /** Adds a chapter where the video is. */
  add: () => void;
}

const INPUT =
  'min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-base transition-colors hover:border-ink/60 focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:outline-danger';
const ICON_BUTTON = buttonStyles('ghost', 'medium', 'size-11 px-0');

/** A chapter of the list: when it begins, and its title. On phones the title has a line of its own. */
export function ChapterRow(props: ChapterRowProps) {
  const { watch, row, number, error, isRejected, isAdded, canPlay, lang, type, settle, nudge, take, remove, add } =
    props;
  const id = useId();
  const [isTimeTyped, setTimeTyped] = useState(false);
  const seconds = secondsOf(row.time);
  const name = row.title.trim() === '' ? `chapter ${number}` : `“${row.title.trim()}”`;
  const shown = error && (isRejected || (error.input === 'time' && isTimeTyped)) ? error : null;
  const invalid = (input: RowError['input']) =>
    shown?.input === input ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {};

  const onTimeKey = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      nudge(direction * (event.shiftKey ? 10 : 1));
    }
  };
  const onTitleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !canPlay) return;
    event.preventDefault();
    add();
  };
  return (
    <li
      data-row={row.key}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      <div className="flex items-center max-sm:col-span-2">
        <IconButton label={`Begin ${name} a second earlier`} onClick={() => nudge(-1)}>
          <Minus aria-hidden />
        </IconButton>
        <input
          value={row.time}
          onChange={({ target }) => type({ ...row, time: target.value })}
          onBlur={() => {
            setTimeTyped(true);
            settle();
          }}
          onKeyDown={onTimeKey}
          aria-label={`Start of ${name}`}
          placeholder="0:00"
          autoComplete="off"
          {...invalid('time')}
          className={`${INPUT} max-w-20 px-1 text-center tabular-nums`}
        />
        <IconButton label={`Begin ${name} a second later`} onClick={() => nudge(1)}>
          <Plus aria-hidden />
        </IconButton>
        {canPlay ? (
          <IconButton label={`Begin ${name} where the video is`} onClick={take}>
            <Clock aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <input
        value={row.title}
        onChange={({ target }) => type({ ...row, title: target.value })}
        onKeyDown={onTitleKey}
        aria-label={`Title of chapter ${number}`}
        placeholder="Title"
        autoComplete="off"
        dir="auto"
        lang={lang}
        autoFocus={isAdded}
        data-title
        {...invalid('title')}
        className={INPUT}
      />
      <div className="flex items-center">
        {canPlay && seconds !== null ? (
          <a
            href={`${watch}?t=${seconds}`}
            data-time={seconds}
            target="_blank"
            aria-label={`Play ${name}`}
            title={`Play ${name}`}
            className={ICON_BUTTON}
          >
            <Play aria-hidden />
          </a>
        ) : null}
        <IconButton label={`Remove ${name}`} onClick={remove}>
          <X aria-hidden />
        </IconButton>
      </div>
      {shown ? (
        <p id={`${id}-error`} className="col-span-full flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {shown.text}
        </p>
      ) : null}
    </li>
  );
}

function IconButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className={ICON_BUTTON}>
      {children}
    </button>
  );
}
