import { formatCount } from '@/app/_lib/format/format';

/** Says in one line what the site is, and how much it is watched. */
export function Hero({ views }: { views: number }) {
  return (
    <div className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-page flex-wrap items-end justify-between gap-x-12 gap-y-8 px-4 py-10 sm:px-6 sm:py-16 lg:px-8">
        <div>
          <h1 className="max-w-[16ch] text-[2.125rem] leading-[1.08] tracking-[-0.032em] sm:text-6xl sm:leading-[1.04]">
            Learn by watching somebody <span className="text-accent">do it</span>.
          </h1>
          <p className="mt-4 max-w-lg text-lg leading-relaxed text-muted text-pretty">
            Tutorials by people who know how. Watch at your own pace, or show others what you can do.
          </p>
        </div>
        {views > 0 ? (
          <p className="border-l-2 border-accent pl-4">
            <span className="block text-3xl leading-tight font-semibold tracking-[-0.025em] tabular-nums sm:text-4xl">
              {formatCount(views)}
            </span>
            <span className="text-muted">{views === 1 ? 'view' : 'views'} so far</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}
