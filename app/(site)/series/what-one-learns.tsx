import { Check } from 'lucide-react';

/** What one learns, as a list. Nothing without points. */
export function WhatOneLearns({ points }: { points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <section aria-labelledby="learn" className="rounded-2xl border border-line bg-surface p-5 sm:p-8">
      <h2 id="learn" className="text-xl">
        What you will learn
      </h2>
      <ul className="mt-5 grid gap-x-10 gap-y-3.5 md:grid-cols-2">
        {points.map((point, index) => (
          <li key={index} className="flex gap-3">
            <Check className="mt-0.5 size-5 shrink-0 text-accent" aria-hidden />
            <span dir="auto" className="min-w-0 text-left wrap-anywhere">
              {point}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
