import type { Theme } from '@/app/_ui/theme/theme';
import { LogoMark } from './logo';
import { ThemeChoice } from '@/app/_ui/theme/theme-choice';

/** The footer of every page: what this site is, and the choice of its theme. */
export function SiteFooter({ theme }: { theme: Theme }) {
  return (
    <footer className="mt-auto border-t border-line">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-6 gap-y-4 px-4 py-6 text-sm text-muted sm:px-6 lg:px-8">
        <p className="flex items-center gap-2.5">
          <LogoMark className="size-6 shrink-0" />
          Learn by watching somebody do it.
        </p>
        <ThemeChoice current={theme} />
      </div>
    </footer>
  );
}
