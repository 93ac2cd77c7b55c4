'use client';

import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/base/button';
import { useFormState } from '@/app/_ui/form/form';
import { playerTime } from '@/app/_ui/player/time/player-time';
import { writeTime } from '@/text/times';
import { ChapterRow } from './chapter-row';
import { errorsOf, inOrder, nudge, type Row } from './rows';

interface ChapterListProps {
  watch: string;
  rows: readonly Row[];
  change: (rows: readonly Row[]) => void;
  /** Adds a chapter where the video is. */
  add: () => void;
  /** The key of a row that was just added. Its title gets the focus. */
  added: number | null;
  lengthSeconds: number | null;
  /** The video can play, so its times can be taken and played. */
  canPlay: boolean;
  lang: string | undefined;
}

/** The chapters as a list, in the order of their times. What is wrong is shown at its row. */
export function ChapterList({ rows, change, lengthSeconds, added, ...shared }: ChapterListProps) {
  const state = useFormState();
  const list = useRef<HTMLOListElement>(null);
  const [removed, setRemoved] = useState<Row | null>(null);
  const isRejected = state?.status === 'rejected';
  const errors = errorsOf(rows, lengthSeconds);

  useEffect(() => {
    if (state?.status !== 'rejected') return;
    list.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [state]);

  const replace = (row: Row) => change(rows.map((each) => (each.key === row.key ? row : each)));
  const reorder = (row: Row) => change(inOrder(rows.map((each) => (each.key === row.key ? row : each))));
  const remove = (row: Row) => {
    const index = rows.findIndex(({ key }) => key === row.key);
    setRemoved(row);
    change(rows.filter(({ key }) => key !== row.key));
    const next = list.current?.children[index + 1] ?? list.current?.children[index - 1];
    next?.querySelector<HTMLElement>('[data-title]')?.focus();
  };
  return (
    <div className="grid gap-4">
      {rows.length > 0 ? (
        <ol ref={list} className="grid gap-2 max-sm:gap-4">
          {rows.map((row, index) => (
            <ChapterRow
              key={row.key}
              {...shared}
              row={row}
              number={index + 1}
              error={errors.get(row.key) ?? null}
              isRejected={isRejected}
              isAdded={row.key === added}
              type={replace}
              settle={() => reorder(row)}
              nudge={(by) => reorder(nudge(row, by, lengthSeconds))}
              take={() => reorder({ ...row, time: writeTime(Math.floor(playerTime())) })}
              remove={() => remove(row)}
            />
          ))}
        </ol>
      ) : null}
      <output>
        {removed && !rows.some(({ key }) => key === removed.key) ? (
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted">
            Removed {nameOf(removed)}.
            <Button
              variant="secondary"
              size="small"
              onClick={() => {
                change(inOrder([...rows, removed]));
                setRemoved(null);
              }}
            >
              Undo
            </Button>
          </span>
        ) : null}
      </output>
      {isRejected && state.errors.chapters ? (
        <p role="alert" className="flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {state.errors.chapters}
        </p>
      ) : null}
      {rows.length > 0 ? (
        <p className="text-sm text-muted">
          In a time, the up and down arrow keys move it by a second, or by ten with Shift. In a title, Enter adds a
          chapter at the current time of the video.
        </p>
      ) : null}
    </div>
  );
}

function nameOf({ time, title }: Row): string {
  return title.trim() === '' ? `the chapter at ${time}` : `“${title.trim()}”`;
}
