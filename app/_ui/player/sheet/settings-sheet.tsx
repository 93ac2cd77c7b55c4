'use client';

import { Keyboard } from 'lucide-react';
import type { RefObject } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import { Button } from '@/app/_ui/base/button';
import { CopyLink } from '@/app/_ui/base/copy-link';
import type { Act } from '../keys/shortcuts';
import { writePassage, type Passage } from '../passage/passage';
import type { HlsVideoElement } from '../source/use-hls';
import { CaptionLooks } from './caption-looks';
import { Quality } from './quality';
import { Speed } from './speed';
import { Sheet } from './sheet';
import { AutoplaySwitch } from './switches';

interface SettingsSheetProps {
  media: RefObject<HlsVideoElement | null>;
  rates: readonly number[];
  hasCaptions: boolean;
  hasNext: boolean;
  passage: Passage | null;
  /** The address of the video's page, to link to a passage; null without one. */
  page: string | null;
  act: (act: Act) => void;
  openHelp: () => void;
  onClose: () => void;
}

/** What is chosen less often than by the controls of the bar. */
export function SettingsSheet({
  media,
  hasCaptions,
  hasNext,
  rates,
  openHelp,
  onClose,
  ...looping
}: SettingsSheetProps) {
  return (
    <Sheet title="Settings" onClose={onClose}>
      <div className="grid gap-3">
        <Speed media={media} rates={rates} />
        <Quality media={media} />
      </div>
      <Looping {...looping} />
      {hasNext ? <AutoplaySwitch /> : null}
      {hasCaptions ? <CaptionLooks /> : null}
      <Button variant="secondary" onClick={openHelp} className="justify-self-start pointer-coarse:hidden">
        <Keyboard aria-hidden />
        Keyboard shortcuts
      </Button>
    </Sheet>
  );
}

/** What repeats, with a link to it. It is chosen in the bar of the player, while the video plays. */
function Looping({ passage, page, act }: Pick<SettingsSheetProps, 'passage' | 'page' | 'act'>) {
  const written = passage && writePassage(passage);
  if (!passage || !written) return null;
  return (
    <section aria-labelledby="looping" className="grid gap-2">
      <h3 id="looping" className="text-base">
        Loop
      </h3>
      <p>
        From {formatDuration(passage.start)} to {formatDuration(passage.end!)}, again and again.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="secondary" onClick={() => act('loop-off')}>
          Stop looping
        </Button>
        {page === null ? null : (
          <CopyLink path={`${page}${page.includes('?') ? '&' : '?'}loop=${written}`} of="this passage" />
        )}
      </div>
    </section>
  );
}
