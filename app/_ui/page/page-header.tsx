import type { ReactNode } from 'react';

/** The head of a page: its h1, a sentence about its purpose, and its main actions beside it. */
export function PageHeader({ title, text, actions }: { title: ReactNode; text?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <h1 dir="auto" className="text-[1.75rem] leading-tight wrap-anywhere sm:text-4xl sm:leading-[1.15]">
          {title}
        </h1>
        {text ? <p className="mt-2 max-w-prose text-muted">{text}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
    </header>
  );
}
