import { classNames } from './class-names';

/** Primary: the main action here. Secondary: the others. Ghost: in rows and bars. Danger: what cannot be undone. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'small' | 'medium';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong active:bg-accent-strong',
  secondary: 'border-line-strong/60 bg-surface text-ink hover:border-line-strong hover:bg-sunken',
  ghost: 'border-transparent text-ink hover:bg-sunken',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-strong active:bg-danger-strong',
};

/** Small is for rows of a table on a desktop. With a coarse pointer it is as tall as the medium size. */
const sizes: Record<ButtonSize, string> = {
  small: 'min-h-9 px-3 text-sm pointer-coarse:min-h-11',
  medium: 'min-h-11 px-5 text-[0.9375rem]',
};

/** Returns the classes that make a `<button>` or a link look like a button. */
export function buttonStyles(
  variant: ButtonVariant = 'primary',
  size: ButtonSize = 'medium',
  className?: string,
): string {
  return classNames(
    // In forced colours, the invisible border becomes the edge of the button. Text wraps only if a phone shows it twice
    // as large.
    'inline-flex max-w-full select-none items-center justify-center gap-2 rounded-lg border font-medium text-balance',
    'transition-colors duration-150 [&_svg]:size-[1.15em] [&_svg]:shrink-0',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress aria-disabled:opacity-70',
    variants[variant],
    sizes[size],
    className,
  );
}
