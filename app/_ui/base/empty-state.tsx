import type { ReactNode } from 'react';

/** Says that there is nothing here yet, and what to do next. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-2xl border border-dashed border-line-strong/60 px-6 py-14 text-center sm:py-20">
      {icon ? (
        <div
          className="mb-5 grid size-14 place-items-center rounded-2xl bg-accent-soft text-accent [&>svg]:size-7"
          aria-hidden
        >
          {icon}
        </div>
      ) : null}
      <h2 className="text-xl">{title}</h2>
      {text ? <p className="mt-2 max-w-md text-muted text-pretty">{text}</p> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
