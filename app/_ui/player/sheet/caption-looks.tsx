'use client';

import { useEffect, useRef } from 'react';
import { BACKGROUNDS, captionLooks, COLOURS, looksCss, SIZES, type CaptionLooks as Looks } from '../captions/looks';
import { useKept } from '../settings/kept';
import { Choice } from './choice';

/** Chooses what captions look like, and shows it. */
export function CaptionLooks() {
  const looks = useKept(captionLooks);
  const sample = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (sample.current) sample.current.style.cssText = looksCss(looks);
  }, [looks]);
  const choose = (change: Partial<Looks>) => captionLooks.set({ ...looks, ...change });
  return (
    <section aria-labelledby="caption-looks" className="grid gap-3">
      <h3 id="caption-looks" className="text-base">
        Captions
      </h3>
      <p className="grid min-h-18 place-items-center overflow-hidden rounded-lg bg-linear-to-br from-neutral-500 to-neutral-700 px-4 py-3 text-center text-lg text-white forced-color-adjust-none">
        <span ref={sample}>This is how captions look.</span>
      </p>
      <Choice label="Size" value={looks.size} choices={namesOf(SIZES)} onChoose={(size) => choose({ size })} />
      <Choice
        label="Colour"
        value={looks.colour}
        choices={namesOf(COLOURS)}
        onChoose={(colour) => choose({ colour })}
      />
      <Choice
        label="Background"
        value={looks.background}
        choices={namesOf(BACKGROUNDS)}
        onChoose={(background) => choose({ background })}
      />
    </section>
  );
}

function namesOf<Key extends string>(choices: Readonly<Record<Key, { readonly name: string }>>) {
  return (Object.keys(choices) as Key[]).map((key) => [key, choices[key].name] as const);
}
