'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { AllButtons } from './all-buttons';
import { doneIn, useVideosNow } from './videos-now';
import type { ListedUpload } from './upload-list';
import { UploadLine } from './upload-line';
import { summaryOf, totalPercent } from './upload-words';

/**
 * The smallest height of a window, in pixels, in which the tray begins unfolded. In a lower window, such as a phone on
 * its side, it would hide the page.
 */
const ROOM_FOR_LINES = 480;
/** With more uploads the tray begins folded. */
const FEW = 4;

/** A line for each upload; or, folded, one line for all. */
export function Tray({ uploads }: { uploads: readonly ListedUpload[] }) {
  const videos = useVideosNow(doneIn(uploads));
  const [chosen, setOpen] = useState<boolean | null>(null);
  const isOpen = chosen ?? (window.innerHeight >= ROOM_FOR_LINES && uploads.length <= FEW);
  const isOne = uploads.length === 1;
  const Chevron = isOpen ? ChevronDown : ChevronUp;
  return (
    <section aria-label="Uploads" className="border-t border-line bg-surface shadow-floating">
      <TotalBar uploads={uploads} />
      <div className="mx-auto max-w-page px-4 sm:px-6 lg:px-8">
        {isOne ? null : (
          <div className="flex items-center gap-2">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className="-ml-2 flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-lg px-2 text-left text-sm font-medium"
            >
              <span className="min-w-0 flex-1 truncate tabular-nums">{summaryOf(uploads)}</span>
              <span className="text-muted tabular-nums">{totalPercent(uploads)}%</span>
              <Chevron className="size-4.5 text-muted" aria-hidden />
            </button>
            <AllButtons uploads={uploads} />
          </div>
        )}
        <ul className="max-h-[40dvh] divide-y divide-line overflow-y-auto" hidden={!isOne && !isOpen}>
          {uploads.map((upload) => (
            <UploadLine
              key={upload.id}
              upload={upload}
              video={videos.get(upload.state.draft?.videoId ?? '')}
              isFull={false}
            />
          ))}
        </ul>
      </div>
    </section>
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
