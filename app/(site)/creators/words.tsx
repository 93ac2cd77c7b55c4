import { classNames } from '@/app/_ui/base/class-names';
import { LinkedText } from '@/app/_ui/base/linked-text';

/** A creator's words about themselves: each line in its own direction, web addresses as links, no other markup. */
export function Words({ text, isClamped = false }: { text: string; isClamped?: boolean }) {
  return (
    <p
      dir="auto"
      className={classNames(
        'max-w-prose text-left leading-relaxed wrap-anywhere whitespace-pre-line [unicode-bidi:plaintext]',
        isClamped && 'line-clamp-3',
      )}
    >
      <LinkedText text={text} rel="nofollow ugc noopener noreferrer" target="_blank" />
    </p>
  );
}
