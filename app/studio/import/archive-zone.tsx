'use client';

import { Archive } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { classNames } from '@/app/_ui/base/class-names';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { useDropTarget, type Take } from '../upload/drop-target';
import { Refusals } from '../upload/drop-anywhere';
import { chosenFiles, fileKey } from '../upload/pick-files';
import { addUploads, listedUploads } from '../upload/upload-list';
import { createUpload } from '../upload/upload-machine';
import { isUnderWay } from '../upload/upload-state';

/**
 * Where to choose or drop archives. They upload in the tray, as videos do, even while their owner visits other pages.
 */
export function ArchiveZone({ maxBytes, isSmall }: { maxBytes: number; isSmall: boolean }) {
  const stamp = stampOf(useOwnPage());
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const take: Take = (files) => {
    const underWay = new Set(listedUploads().flatMap(({ id, state }) => (isUnderWay(state) ? [id] : [])));
    const refused: string[] = [];
    const added = files.flatMap(({ file }) => {
      const id = fileKey(file, 'archive');
      const refusal = underWay.has(id) ? `“${file.name}” is already being uploaded.` : refusalOf(file, maxBytes);
      if (refusal !== null) refused.push(refusal);
      return refusal === null
        ? [{ id, machine: createUpload(file, { stamp, videoId: null, isArchive: true, maxBytes }) }]
        : [];
    });
    setRefusals(refused.slice(0, 3));
    addUploads(added);
  };
  useDropTarget(take);
  return (
    <div className="grid gap-4">
      {refusals.length > 0 ? (
        <div id="archive-error">
          <Refusals sentences={refusals} />
        </div>
      ) : null}
      <div
        className={classNames(
          'grid justify-items-center rounded-2xl border-2 border-dashed border-line-strong/60 bg-surface px-6 text-center',
          isSmall ? 'py-8' : 'py-12',
        )}
      >
        {isSmall ? null : <Archive className="mb-5 size-12 text-accent" strokeWidth={1.5} aria-hidden />}
        <p className="text-lg font-semibold tracking-tight max-sm:hidden">
          {isSmall ? 'Drop more archives here' : 'Drop archives here'}
        </p>
        <p className="mt-2 mb-6 max-w-md text-muted text-pretty">
          Zip files of up to {formatBytes(maxBytes)} each. Add all parts of a Takeout.
        </p>
        <label
          className={buttonStyles(
            isSmall ? 'secondary' : 'primary',
            'medium',
            'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          )}
        >
          Choose archives
          <input
            type="file"
            multiple
            accept=".zip,application/zip,application/x-zip-compressed"
            className="sr-only"
            aria-describedby={refusals.length > 0 ? 'archive-error' : undefined}
            onChange={(event) => {
              take(chosenFiles(event.target.files));
              // Lets the person choose the same files again.
              event.target.value = '';
            }}
          />
        </label>
      </div>
    </div>
  );
}

function refusalOf({ name, size }: File, maxBytes: number): string | null {
  if (!/\.zip$/i.test(name)) return `“${name}” is not a zip file. Zip the folder, or choose .zip in Google Takeout.`;
  if (size === 0) return `“${name}” is empty. Download or zip it again.`;
  if (size <= maxBytes) return null;
  return `“${name}” is ${formatBytes(size)}. This site accepts files of up to ${formatBytes(maxBytes)}: split it into smaller parts.`;
}
