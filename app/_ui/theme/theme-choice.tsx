import { Monitor, Moon, Sun } from 'lucide-react';
import type { Theme } from './theme';
import { PlainForm } from '@/app/_ui/form/plain-form';
import { chooseTheme } from './choose-theme';

const choices = [
  { theme: 'system', label: 'System', Icon: Monitor },
  { theme: 'light', label: 'Light', Icon: Sun },
  { theme: 'dark', label: 'Dark', Icon: Moon },
] as const;

/** Three buttons of one form. The server stores the choice, so the first byte of every page has it. */
export function ThemeChoice({ current }: { current: Theme }) {
  return (
    <PlainForm action={chooseTheme}>
      <fieldset className="flex rounded-full border border-line bg-surface p-1">
        <legend className="sr-only">Theme</legend>
        {choices.map(({ theme, label, Icon }) => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            title={label}
            aria-pressed={theme === current}
            className="grid h-9 w-11 place-items-center rounded-full text-muted transition-colors hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:h-11"
          >
            <Icon className="size-4.5" aria-hidden />
            <span className="sr-only">{label}</span>
          </button>
        ))}
      </fieldset>
    </PlainForm>
  );
}
