import { initials } from '@/app/_lib/format/initials';
import { channelImageCopies, channelImageUrl, type ChannelImage } from '@/app/_lib/media/channel-urls';
import { classNames } from './class-names';

/** The side of each size, in pixels of the page. */
const sizes = {
  small: { side: 40, className: 'size-10 text-sm' },
  large: { side: 96, className: 'size-20 text-2xl sm:size-24 sm:text-3xl' },
};

/**
 * A person's picture on a disc, or their initials. It is hidden from screen readers, because the name is beside it.
 */
export function Avatar({
  name,
  picture = null,
  size = 'small',
  className,
}: {
  name: string;
  picture?: ChannelImage | null;
  size?: keyof typeof sizes;
  className?: string;
}) {
  const { side, className: ofSize } = sizes[size];
  const shape = classNames('shrink-0 overflow-hidden rounded-full', ofSize, className);
  if (picture === null) {
    return (
      <span
        aria-hidden
        className={classNames(shape, 'grid place-items-center bg-accent-soft font-semibold text-accent select-none')}
      >
        {initials(name)}
      </span>
    );
  }
  return (
    <picture className={classNames(shape, 'block bg-sunken')}>
      <source type="image/avif" srcSet={channelImageCopies(picture)} sizes={`${side}px`} />
      {/* The files have the right sizes already. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        src={channelImageUrl(picture)}
        alt=""
        width={side}
        height={side}
        decoding="async"
        className="size-full object-cover"
      />
    </picture>
  );
}
