import type { Route } from 'next';
import type { Theme } from '@/app/_ui/theme/theme';
import { NearLink } from '@/app/_ui/base/near-link';
import { LogoMark } from './logo';
import { PLACES } from './places';
import { ThemeChoice } from '@/app/_ui/theme/theme-choice';

const LINKS: readonly { href: Route; label: string }[] = [...PLACES, { href: '/privacy', label: 'Privacy' }];

/** The footer of every page: what this site is, the ways to what it has, and the choice of its theme. */
export function SiteFooter({ theme, hasTerms }: { theme: Theme; hasTerms: boolean }) {
  const links = hasTerms ? [...LINKS, { href: '/terms', label: 'Terms' } as const] : LINKS;
  return (
    <footer className="mt-auto border-t border-line">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-6 gap-y-4 px-4 py-6 text-sm text-muted sm:px-6 lg:px-8">
        <p className="flex items-center gap-2.5">
          <LogoMark className="size-6 shrink-0" />
          Learn by watching somebody do it.
        </p>
        <nav aria-label="What there is" className="order-last w-full lg:order-none lg:w-auto">
          <ul className="-mx-2 flex flex-wrap">
            {links.map(({ href, label }) => (
              <li key={href}>
                <NearLink
                  href={href}
                  className="inline-flex min-h-11 items-center rounded-lg px-2 underline-offset-4 hover:text-ink hover:underline"
                >
                  {label}
                </NearLink>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeChoice current={theme} />
      </div>
    </footer>
  );
}
