import { findLinks } from './links';

/** What the creator wrote about the video: line breaks kept, each line in its own direction, web addresses as links, and nothing else understood. */
export function Description({ text }: { text: string }) {
  return (
    <p dir="auto" className="max-w-prose leading-relaxed wrap-anywhere whitespace-pre-line [unicode-bidi:plaintext]">
      {findLinks(text).map((stretch, index) =>
        stretch.kind === 'link' ? (
          // Anybody may write here: search engines shall not follow, and the other side learns nothing.
          <a
            key={index}
            href={stretch.text}
            rel="nofollow ugc noopener noreferrer"
            target="_blank"
            className="text-accent underline underline-offset-2 hover:text-accent-strong"
          >
            <bdi>{stretch.text}</bdi>
          </a>
        ) : (
          stretch.text
        ),
      )}
    </p>
  );
}
