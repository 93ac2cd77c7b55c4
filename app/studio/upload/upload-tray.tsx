'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { UploadButtons } from './upload-buttons';
import { removeUpload, type ListedUpload } from './upload-list';
import { percentOf } from './upload-state';
import { PHASES, shortFigureOf } from './upload-words';
import { useUploads } from './use-uploads';

/** The page that shows uploads in more detail. */
const UPLOAD_PAGE = '/studio/upload';

/**
 * The smallest height of a window, in pixels, in which the tray begins unfolded. In a lower window, such as a phone on
 * its side, it would hide the page.
 */
const ROOM_FOR_LINES = 480;

/** The uploads of this tab at the bottom of every page: a line for each; or, folded, one line for all. */
export function UploadTray() {
  const uploads = useUploads();
  const [chosen, setOpen] = useState<boolean | null>(null);
  const isOnItsPage = usePathname() === UPLOAD_PAGE;
  if (uploads.length === 0 || isOnItsPage) return null;
  const isOpen = chosen ?? window.innerHeight >= ROOM_FOR_LINES;
  const isOne = uploads.length === 1;
  const Chevron = isOpen ? ChevronDown : ChevronUp;
  return (
    <section aria-label="Uploads" className="border-t border-line bg-surface shadow-floating">
      <TotalBar uploads={uploads} />
      <div className="mx-auto max-w-page px-4 sm:px-6 lg:px-8">
        {isOne ? null : (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="-mx-2 flex min-h-11 w-[calc(100%+1rem)] items-center gap-3 rounded-lg px-2 text-left text-sm font-medium"
          >
            <span className="min-w-0 flex-1 truncate">{summaryOf(uploads)}</span>
            <span className="text-muted tabular-nums">{totalPercent(uploads)}%</span>
            <Chevron className="size-4.5 text-muted" aria-hidden />
          </button>
        )}
        <ul className="max-h-[40dvh] divide-y divide-line overflow-y-auto" hidden={!isOne && !isOpen}>
          {uploads.map((upload) => (
            <TrayLine key={upload.id} upload={upload} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function TrayLine({ upload: { id, state, machine } }: { upload: ListedUpload }) {
  const { phase, progress } = state;
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1">
      <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-4">
        <p className="truncate text-[0.9375rem] sm:flex-1" dir="auto">
          {progress.fileName}
        </p>
        <p className="truncate text-sm text-muted tabular-nums">
          {phase === 'done' || phase === 'failed' ? null : `${percentOf(progress)}% · `}
          {shortFigureOf(state)}
        </p>
      </div>
      <output className="sr-only">{`${progress.fileName}: ${PHASES[phase]}`}</output>
      <div className="flex items-center">
        <UploadButtons state={state} machine={machine} remove={() => removeUpload(id)} isCompact />
      </div>
      {phase === 'failed' ? <p className="basis-full pb-2 text-sm text-danger text-pretty">{state.error}</p> : null}
    </li>
  );
}

/** The progress of all uploads, along the tray's edge. */
function TotalBar({ uploads }: { uploads: readonly ListedUpload[] }) {
  return (
    <div className="-mt-px h-0.5 overflow-hidden bg-sunken" aria-hidden>
      <div
        className="h-full bg-accent transition-[width] duration-500 ease-settle"
        style={{ width: `${totalPercent(uploads)}%` }}
      />
    </div>
  );
}

function summaryOf(uploads: readonly ListedUpload[]): string {
  const left = uploads.filter(({ state }) => state.phase !== 'done').length;
  if (left === 0) return uploads.length === 1 ? 'Upload complete' : 'Uploads complete';
  const failed = uploads.filter(({ state }) => state.phase === 'failed').length;
  const under = left - failed;
  const parts = [];
  if (under > 0) parts.push(`${under} ${under === 1 ? 'upload' : 'uploads'} in progress`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(', ');
}

function totalPercent(uploads: readonly ListedUpload[]): number {
  const sum = (part: 'sent' | 'total') => uploads.reduce((all, { state }) => all + state.progress[part], 0);
  return percentOf({ sent: sum('sent'), total: sum('total') });
}
