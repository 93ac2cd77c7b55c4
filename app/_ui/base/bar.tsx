import { classNames } from './class-names';

interface BarProps {
  /** How much of it is filled. */
  percent: number;
  /** Its size and place. */
  className?: string;
  /** The look of the filled part. */
  fill?: string;
}

/**
 * A bar of which a part is filled, for the eyes: say the same in words. It is a picture because the numbers of its
 * attributes may be in HTML, where the content security policy allows no style.
 */
export function Bar({ percent, className, fill = 'fill-accent' }: BarProps) {
  return (
    <svg aria-hidden className={classNames('w-full overflow-hidden rounded-full bg-sunken', className)}>
      <rect
        width={`${percent}%`}
        height="100%"
        rx={4}
        className={classNames(
          'forced-color-adjust-none print:[print-color-adjust:exact] transition-[width] duration-500 ease-settle forced-colors:fill-[Highlight]',
          fill,
        )}
      />
    </svg>
  );
}
