import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** How to get an archive out of the places from which people move. */
export function HowTo({ isOpen }: { isOpen: boolean }) {
  return (
    <section aria-labelledby="how-to" className="grid gap-2">
      <h2 id="how-to" className="text-lg">
        How to get an archive
      </h2>
      <Place name="From YouTube" isOpen={isOpen}>
        <li>
          Open takeout.google.com, deselect all, and select “YouTube and YouTube Music”. Then keep only “videos” and
          “video metadata”.
        </li>
        <li>Choose .zip as the type and 2 GB or 4 GB as the size. Google sends you one or several parts.</li>
        <li>Upload all parts here. The list of titles may be in another part than a video.</li>
        <li>Captions that are not in it can be downloaded in YouTube Studio, and added to the drafts here.</li>
      </Place>
      <Place name="From PeerTube">
        <li>In your account’s settings, open “Export”, and ask for an export with video files.</li>
        <li>Download the zip file when it is ready, and upload it here.</li>
      </Place>
      <Place name="From a folder of files">
        <li>
          Put the videos in a folder, and beside them captions with the same names: lesson-1.mp4, lesson-1.en.vtt.
        </li>
        <li>
          Add a spreadsheet, saved as CSV, with a line of names and a line for each video. It needs the column{' '}
          <code>file</code>, and may have <code>title</code>, <code>description</code>, <code>tags</code>,{' '}
          <code>language</code>, <code>category</code>, <code>licence</code>, <code>published</code> and{' '}
          <code>captions</code>.
        </li>
        <li>Pack the folder as a zip file, and upload it here.</li>
      </Place>
    </section>
  );
}

function Place({ name, isOpen = false, children }: { name: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="group rounded-xl border border-line bg-surface px-4 sm:px-5">
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-4 py-2 font-medium [&::-webkit-details-marker]:hidden">
        {name}
        <ChevronDown className="size-5 shrink-0 text-muted group-open:rotate-180" aria-hidden />
      </summary>
      <ol className="grid list-decimal gap-2 pb-4 pl-5 text-muted text-pretty">{children}</ol>
    </details>
  );
}
