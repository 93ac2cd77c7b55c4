import { classNames } from '@/app/_ui/base/class-names';
import type { Strength } from '@/app/_lib/auth/password-strength';

const LEVELS = {
  weak: { filled: 1, colour: 'bg-danger', says: 'Easy to guess' },
  good: { filled: 2, colour: 'bg-notice', says: 'Hard to guess' },
  strong: { filled: 3, colour: 'bg-accent', says: 'Very hard to guess' },
} as const;

/** How hard a password is to guess, as bars and in words. Screen readers say it when the typing pauses. */
export function PasswordStrength({ strength }: { strength: Strength | null }) {
  const level = strength && LEVELS[strength.level];
  return (
    <output className="block text-sm text-muted">
      {level ? (
        <>
          <span aria-hidden className="mb-1.5 flex gap-1">
            {[1, 2, 3].map((bar) => (
              <span
                key={bar}
                className={classNames(
                  'h-1 flex-1 rounded-full forced-colors:border',
                  bar <= level.filled ? level.colour : 'bg-sunken',
                )}
              />
            ))}
          </span>
          {level.says}
          {strength.level === 'weak' ? `: ${strength.reason}` : '.'}
        </>
      ) : null}
    </output>
  );
}
