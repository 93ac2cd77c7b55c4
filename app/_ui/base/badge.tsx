import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'bg-sunken text-muted',
  accent: 'bg-accent-soft text-accent',
  notice: 'bg-notice-soft text-notice',
  danger: 'bg-danger-soft text-danger',
};

/** A word for a state: "Published", "Processing". The colour only repeats the word. */
export function Badge({ tone = 'neutral', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full border border-transparent px-2.5 py-[3px] text-xs leading-none font-semibold whitespace-nowrap',
        '[&_svg]:size-3.5',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
