'use client';

import { useEffect, useState } from 'react';

/** A part of a picture, in its pixels. */
interface Tile {
  readonly src: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Cue extends Tile {
  /** When it is to be seen, in seconds of the film. */
  readonly at: number;
}

const reading = new Map<string, Promise<readonly Cue[]>>();

/**
 * What is to be seen at a moment of a film, as far as its storyboard has it. It is there for the eyes, when scripts run.
 * @param storyboard the address of the WebVTT file. The moments of a page share one request.
 */
export function MomentStill({ storyboard, seconds }: { storyboard: string; seconds: number }) {
  const [tile, setTile] = useState<Tile | null>(null);
  useEffect(() => {
    let isWanted = true;
    const cues = reading.get(storyboard) ?? readCues(storyboard);
    reading.set(storyboard, cues);
    void cues.then((all) => {
      if (isWanted) setTile(nearest(all, seconds));
    });
    return () => void (isWanted = false);
  }, [storyboard, seconds]);
  // The space is kept, so that nothing moves when it comes.
  return (
    <span aria-hidden className="grid h-[90px] w-40 shrink-0 place-items-center overflow-hidden rounded-lg bg-sunken">
      {tile ? (
        <span
          style={{
            width: tile.width,
            height: tile.height,
            backgroundImage: `url("${tile.src}")`,
            backgroundPosition: `-${tile.x}px -${tile.y}px`,
          }}
        />
      ) : null}
    </span>
  );
}

async function readCues(storyboard: string): Promise<readonly Cue[]> {
  try {
    const answer = await fetch(storyboard);
    if (!answer.ok) throw new Error(`Status ${answer.status}`);
    return cuesOf(await answer.text(), new URL(storyboard, window.location.href));
  } catch {
    // It is asked for again when the next moment is shown.
    reading.delete(storyboard);
    return [];
  }
}

/** Returns the picture nearest to a moment: the one before may be of another chapter. */
function nearest(cues: readonly Cue[], seconds: number): Tile | null {
  const distance = ({ at }: Cue) => Math.abs(at - seconds);
  return cues.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
}

/** Reads the file of a storyboard, as workers write it: `00:00:10.000`, and a sheet with `#xywh=`. Pure. */
export function cuesOf(text: string, base: URL): Cue[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const [, hours, minutes, seconds, address, xywh] =
      /^(\d+):(\d+):([\d.]+) --> .*\n(\S+)#xywh=([\d,]+)/m.exec(block) ?? [];
    if (address === undefined) return [];
    const [x = 0, y = 0, width = 0, height = 0] = xywh!.split(',').map(Number);
    const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return [{ src: new URL(address, base).href, x, y, width, height, at }];
  });
}
