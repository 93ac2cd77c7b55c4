import { LinkedText } from '@/app/_ui/base/linked-text';

/** The creator's words about the video: each line in its own direction, web addresses as links, no other markup. */
export function Description({ text }: { text: string }) {
  return (
    <p dir="auto" className="max-w-prose leading-relaxed wrap-anywhere whitespace-pre-line [unicode-bidi:plaintext]">
      {/* Anybody may write here: search engines shall not follow these links, and the linked site gets no referrer. */}
      <LinkedText text={text} rel="nofollow ugc noopener noreferrer" target="_blank" />
    </p>
  );
}
