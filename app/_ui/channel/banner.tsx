import { channelImageCopies, channelImageUrl, type ChannelImage } from '@/app/_lib/media/channel-urls';
import { classNames } from '@/app/_ui/base/class-names';

/** The banner of a channel: six times as wide as it is high, on phones four times. Decorative. */
export function Banner({ banner, sizes, className }: { banner: ChannelImage; sizes: string; className?: string }) {
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={channelImageCopies(banner)} sizes={sizes} />
      {/* The files have the right sizes already. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        src={channelImageUrl(banner)}
        alt=""
        width={2560}
        height={427}
        decoding="async"
        fetchPriority="high"
        className={classNames('aspect-[4/1] w-full bg-sunken object-cover sm:aspect-[6/1]', className)}
      />
    </picture>
  );
}
