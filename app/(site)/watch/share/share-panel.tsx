'use client';

import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import { embedCode, fitInto } from '@/app/_lib/media/embed-code';
import { Button } from '@/app/_ui/base/button';
import { Choice } from '@/app/_ui/player/sheet/choice';
import { playerTime } from '@/app/_ui/player/time/player-time';
import { Sheet } from '@/app/_ui/player/sheet/sheet';
import { withQuery } from '@/text/paths';
import { CopyField } from '@/app/_ui/base/copy-field';

export interface ShareProps {
  readonly name: string;
  /** The whole address of the video's page. */
  readonly link: string;
  /** The whole address of the player alone; null for a video that others cannot watch. */
  readonly embed: string | null;
  /** Of the video, for the shape of the embedded player. */
  readonly size: { readonly width: number; readonly height: number };
}

/** The widths of embedded players, in pixels. */
const WIDTHS = [480, 640, 854, 1280];

/** The link to a video, at a time if one likes, and the code with which another site shows it. */
export function SharePanel({ name, link, embed, size, onClose }: ShareProps & { onClose: () => void }) {
  const [second] = useState(() => Math.floor(playerTime()));
  const [isAtTime, setAtTime] = useState(false);
  const [width, setWidth] = useState(640);
  const sizeOf = (across: number) => fitInto({ width: across, height: Infinity }, size);
  const start = { t: isAtTime ? second : undefined };
  const linkAtTime = withQuery(link, start);
  return (
    <Sheet title="Share" onClose={onClose}>
      <div className="grid gap-3">
        <CopyField label="Link" value={linkAtTime} copied="Link copied" />
        {second > 0 ? (
          <label className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              checked={isAtTime}
              onChange={(event) => setAtTime(event.target.checked)}
              className="size-5 accent-accent"
            />
            Start at {formatDuration(second)}
          </label>
        ) : null}
        {'share' in navigator ? (
          <Button
            variant="secondary"
            className="justify-self-start"
            // It is rejected if nothing is chosen.
            onClick={() => void navigator.share({ title: name, url: linkAtTime }).catch(() => {})}
          >
            <Share2 aria-hidden />
            Share with an app
          </Button>
        ) : null}
      </div>
      {embed === null ? null : (
        <div className="grid gap-3">
          <Choice
            label="Embed size"
            value={String(width)}
            choices={WIDTHS.map((each) => [String(each), `${each} × ${sizeOf(each).height}`])}
            onChoose={(chosen) => setWidth(Number(chosen))}
          />
          <CopyField
            label="Code to embed it in another site"
            value={embedCode({ src: withQuery(embed, start), title: name, ...sizeOf(width) })}
            copied="Code copied"
            isLong
          />
        </div>
      )}
    </Sheet>
  );
}
