'use client';

import { Keyboard } from 'lucide-react';
import type { RefObject } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import { Button } from '@/app/_ui/base/button';
import { CopyLink } from '@/app/_ui/base/copy-link';
import { withQuery } from '@/text/paths';
import type { PlayerAction } from '../keys/shortcuts';
import { writeLoop, type Loop } from '../loop/loop';
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
  loop: Loop | null;
  /** The path of the video's page, to link to a loop; null without one. */
  path: string | null;
  act: (act: PlayerAction) => void;
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
function Looping({ loop, path, act }: Pick<SettingsSheetProps, 'loop' | 'path' | 'act'>) {
  const written = loop && writeLoop(loop);
  if (!loop || !written) return null;
  return (
    <section aria-labelledby="looping" className="grid gap-2">
      <h3 id="looping" className="text-base">
        Loop
      </h3>
      <p>
        From {formatDuration(loop.start)} to {formatDuration(loop.end!)}, again and again.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="secondary" onClick={() => act('loop-off')}>
          Stop looping
        </Button>
        {path === null ? null : <CopyLink path={withQuery(path, { loop: written })} of="this part" />}
      </div>
    </section>
  );
}
