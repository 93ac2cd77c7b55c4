import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** How to get an archive from each source. */
export function HowTo({ isOpen }: { isOpen: boolean }) {
  return (
    <section aria-labelledby="how-to" className="grid gap-2">
      <h2 id="how-to" className="text-lg">
        How to get an archive
      </h2>
      <Source name="From YouTube" isOpen={isOpen}>
        <li>
          Open takeout.google.com, deselect all, and select “YouTube and YouTube Music”. Of its data, keep only “videos”
          and “video metadata”.
        </li>
        <li>Choose .zip as the file type and 2 GB or 4 GB as the size. Google sends you one or more parts.</li>
        <li>Upload all parts here. The list of titles and the videos may be in different parts.</li>
        <li>If captions are missing, download them in YouTube Studio and add them to your drafts here.</li>
      </Source>
      <Source name="From PeerTube">
        <li>In your account settings, open “Export” and request an export with video files.</li>
        <li>When the zip file is ready, download it and upload it here.</li>
      </Source>
      <Source name="From a folder of files">
        <li>
          Put the videos in a folder, with captions beside them under the same names: lesson-1.mp4, lesson-1.en.vtt.
        </li>
        <li>
          Add a spreadsheet, saved as CSV, with a header row and a row for each video. The column <code>file</code> is
          required. Optional columns are <code>title</code>, <code>description</code>, <code>tags</code>,{' '}
          <code>language</code>, <code>category</code>, <code>licence</code>, <code>published</code> and{' '}
          <code>captions</code>.
        </li>
        <li>Zip the folder, and upload it here.</li>
      </Source>
    </section>
  );
}

function Source({ name, isOpen = false, children }: { name: string; isOpen?: boolean; children: ReactNode }) {
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
