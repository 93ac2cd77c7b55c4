import { MediaTimeDisplay } from 'media-chrome';
import { wholeSeconds } from '@/text/times';

/*
 * Has the player show the same lengths as the rest of the site: media-chrome's display leaves out parts of a second, also
 * where only a millionth of the next one is missing, as browsers say of films that have ended loading. Import this before
 * the element is made.
 */
for (const name of ['mediaDuration', 'mediaCurrentTime'] as const) {
  const own = Object.getOwnPropertyDescriptor(MediaTimeDisplay.prototype, name)!;
  Object.defineProperty(MediaTimeDisplay.prototype, name, {
    ...own,
    get(this: MediaTimeDisplay) {
      const seconds = own.get!.call(this) as number | undefined;
      return seconds === undefined || !Number.isFinite(seconds) ? seconds : wholeSeconds(seconds);
    },
  });
}
