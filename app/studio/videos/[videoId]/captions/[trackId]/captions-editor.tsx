'use client';

import { Keyboard, ListPlus, Undo2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { usePathname } from 'next/navigation';
import { Button } from '@/app/_ui/base/button';
import { NearLink } from '@/app/_ui/base/near-link';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { useOwnPage } from '@/app/_ui/page/page-context';
import { EditorKeys, keyStep } from './editor-keys';
import { LineRow, type LineSteps } from './line-row';
import {
  addLine,
  changeLine,
  changesOf,
  isLate,
  mergeLine,
  moveAll,
  moveEnd,
  moveStart,
  NUDGE_MS,
  removeLine,
  settle,
  splitLine,
  undo,
  type EditorLine,
} from './lines-state';
import { playedTime, seekTo, togglePlay, usePlayedTime } from './page-player';
import { SaveLines } from './save-lines';
import { useLines } from './use-lines';

interface CaptionsEditorProps {
  videoId: string;
  /** The address of the watch page. */
  watch: string;
  trackId: string;
  name: string;
  language: string;
  /** The saved lines, and which revision of the track they are. */
  revision: number;
  lines: readonly EditorLine[];
  /** The length of the video in milliseconds; null if it is not known. */
  end: number | null;
}

/** Ids of lines that the editor makes are above those of a file's lines. */
const newId = () => 2 ** 20 + Math.floor(Math.random() * (2 ** 31 - 2 ** 20));

/** Edits the lines of a track beside the page's player, by pointer and keyboard. */
export function CaptionsEditor(props: CaptionsEditorProps) {
  const { videoId, watch, trackId, name, language, revision, lines: saved, end: endOfVideo } = props;
  const { person } = useOwnPage();
  const path = usePathname();
  const { state, change, isRestored, discard } = useLines(saved, revision, { person, path, form: 'lines' });
  const [chosen, setChosen] = useState<number | null>(null);
  const time = usePlayedTime();
  const list = useRef<HTMLOListElement>(null);
  const toFocus = useRef<number | null>(null);
  const changes = useMemo(() => changesOf(state), [state]);
  const changedIds = useMemo(
    () => new Set([...changes.added, ...changes.changed].map(({ lineId }) => lineId)),
    [changes],
  );
  const playing = time === null ? undefined : state.lines.findLast(({ start, end }) => start <= time && time < end);

  useEffect(() => {
    const lineId = toFocus.current;
    if (lineId === null) return;
    toFocus.current = null;
    fieldOf(list.current, lineId)?.focus();
  });

  const steps = useMemo<LineSteps>(() => {
    const focus = (lineId: number | undefined) => {
      if (lineId !== undefined) toFocus.current = lineId;
    };
    return {
      choose: setChosen,
      write: (lineId, text) => change((before) => changeLine(before, lineId, { text })),
      moveStart: (lineId, start) => change((before) => moveStart(before, lineId, start)),
      moveEnd: (lineId, end) => change((before) => moveEnd(before, lineId, end)),
      takeTime(lineId, which) {
        const at = playedTime();
        if (at === null) return togglePlay();
        change((before) => (which === 'start' ? moveStart : moveEnd)(before, lineId, at));
      },
      split(lineId, at) {
        const second = newId();
        focus(second);
        change((before) => splitLine(before, lineId, at, second));
      },
      merge: (lineId) =>
        change((before) => {
          focus(before.lines[before.lines.findIndex((line) => line.lineId === lineId) - 1]?.lineId);
          return mergeLine(before, lineId);
        }),
      remove: (lineId) =>
        change((before) => {
          const index = before.lines.findIndex((line) => line.lineId === lineId);
          focus((before.lines[index + 1] ?? before.lines[index - 1])?.lineId);
          return removeLine(before, lineId);
        }),
      settle: (lineId, take) => change((before) => settle(before, lineId, take)),
    };
  }, [change]);

  const add = () => {
    const lineId = newId();
    toFocus.current = lineId;
    const last = state.lines.at(-1);
    const at = playedTime() ?? last?.end ?? 0;
    change((before) => addLine(before, lineId, at));
  };
  const go = (by: number) => {
    const index = state.lines.findIndex(({ lineId }) => lineId === (chosen ?? playing?.lineId));
    const line = state.lines[Math.min(Math.max(index + by, 0), state.lines.length - 1)];
    if (!line) return;
    fieldOf(list.current, line.lineId)?.focus();
    seekTo(line.start);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event);
    if (!step) return;
    event.preventDefault();
    const line = state.lines.find(({ lineId }) => lineId === chosen);
    if (step === 'play') togglePlay();
    else if (step === 'previous' || step === 'next') go(step === 'next' ? 1 : -1);
    else if (step === 'add') add();
    else if (step === 'save') document.querySelector<HTMLFormElement>('#save-lines')?.requestSubmit();
    else if (!line) return;
    else if (step === 'split') steps.split(line.lineId, (event.target as HTMLTextAreaElement).selectionStart ?? 0);
    else if (step === 'merge') steps.merge(line.lineId);
    else if (step === 'take-start' || step === 'take-end')
      steps.takeTime(line.lineId, step === 'take-start' ? 'start' : 'end');
    else if (step.which === 'start') steps.moveStart(line.lineId, line.start + step.by * NUDGE_MS);
    else steps.moveEnd(line.lineId, line.end + step.by * NUDGE_MS);
  };

  // Also while the focus is in the player.
  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => latest.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <Card padded={false} className="min-w-0">
      <section aria-labelledby="lines" className="needs-script">
        <div className="flex flex-wrap items-center justify-between gap-3 px-5 pt-5 sm:px-7 sm:pt-6">
          <div>
            <h2 id="lines" dir="auto" className="text-lg">
              {name}
            </h2>
            <NearLink
              href={`/studio/videos/${videoId}/captions`}
              className="inline-flex min-h-6 items-center text-sm font-medium text-accent underline-offset-3 hover:underline pointer-coarse:min-h-11"
            >
              All captions of this video
            </NearLink>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button variant="ghost" size="small" onClick={() => change(undo)} disabled={state.past.length === 0}>
              <Undo2 aria-hidden />
              Undo
            </Button>
            <Button variant="secondary" size="small" onClick={add} title="Add a line (Alt+N)">
              <ListPlus aria-hidden />
              Add a line
            </Button>
          </div>
        </div>
        {isRestored && changedIds.size + changes.removed.length > 0 ? (
          <div className="px-5 pt-4 sm:px-7">
            <FormMessage kind="notice">
              Your unsaved changes are back.{' '}
              <button type="button" className="min-h-6 font-medium underline underline-offset-2" onClick={discard}>
                Discard them
              </button>
            </FormMessage>
          </div>
        ) : null}
        {state.lines.length === 0 ? (
          <p className="px-5 py-8 text-muted sm:px-7">
            No lines yet. Play the video, and add a line where somebody begins to speak.
          </p>
        ) : (
          <ol ref={list} className="mt-4 divide-y divide-line border-t border-line">
            {state.lines.map((line, index) => (
              <LineRow
                key={line.lineId}
                watch={watch}
                line={line}
                number={index + 1}
                language={language}
                isChosen={line.lineId === chosen}
                isPlaying={line === playing}
                isChanged={changedIds.has(line.lineId)}
                after={isLate(line, endOfVideo) ? endOfVideo : null}
                theirs={state.conflicts[line.lineId]}
                steps={steps}
              />
            ))}
          </ol>
        )}
        <details className="border-t border-line px-5 py-2 sm:px-7">
          <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm font-medium text-accent">
            <Keyboard aria-hidden className="size-4" />
            Keys, and all times at once
          </summary>
          <EditorKeys />
          <div className="flex flex-wrap items-center gap-2 py-3">
            <span className="text-sm">All lines:</span>
            {[-1_000, -100, 100, 1_000].map((by) => (
              <Button key={by} variant="secondary" size="small" onClick={() => change((before) => moveAll(before, by))}>
                {Math.abs(by / 1000)} s {by < 0 ? 'earlier' : 'later'}
              </Button>
            ))}
          </div>
        </details>
        <SaveLines
          ids={{ videoId, trackId }}
          revision={state.revision}
          changes={changes}
          conflicts={Object.keys(state.conflicts).length}
          emptyLines={state.lines.filter(({ text }) => text.trim() === '').length}
          lateLines={[...changes.added, ...changes.changed].filter((line) => isLate(line, endOfVideo)).length}
        />
      </section>
      <noscript>
        <p className="p-5 sm:p-7">
          The editor needs JavaScript. Without it, download the captions, change the file, and upload it to replace
          them.
        </p>
      </noscript>
    </Card>
  );
}

function fieldOf(list: HTMLElement | null, lineId: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-line="${lineId}"] textarea`) ?? null;
}
