import type { Route } from 'next';
import { classNames } from '@/app/_ui/base/class-names';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';

/** What one chooses between, as links in a row; the chosen one is marked. On a phone, the row scrolls. */
export function ChoiceLinks({
  label,
  choices,
}: {
  label: string;
  choices: readonly { readonly href: string; readonly label: string; readonly isChosen: boolean }[];
}) {
  return (
    <nav aria-label={label} className="-mx-1 max-w-full min-w-0 overflow-x-auto px-1 py-1">
      <ul className="flex gap-2">
        {choices.map((choice) => (
          <li key={choice.href}>
            <NearLink
              href={choice.href as Route}
              aria-current={choice.isChosen ? 'page' : undefined}
              className={classNames(
                'inline-flex min-h-9 items-center rounded-full border px-3.5 text-sm font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11',
                choice.isChosen
                  ? 'border-transparent bg-accent-soft text-accent'
                  : 'border-line-strong/60 text-ink hover:bg-sunken',
              )}
            >
              {choice.label}
              <LinkPending />
            </NearLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
