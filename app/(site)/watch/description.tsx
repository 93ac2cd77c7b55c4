import { LinkedText } from '@/app/_ui/base/linked-text';

/** What the creator wrote about the video: each line in its own direction, web addresses as links, and no other markup. */
export function Description({ text }: { text: string }) {
  return (
    <p dir="auto" className="max-w-prose leading-relaxed wrap-anywhere whitespace-pre-line [unicode-bidi:plaintext]">
      {/* Anybody may write here: search engines shall not follow, and the other side learns nothing. */}
      <LinkedText text={text} rel="nofollow ugc noopener noreferrer" target="_blank" />
    </p>
  );
}
