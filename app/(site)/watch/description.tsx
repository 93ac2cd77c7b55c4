import { findLinks } from './links';

/** What the creator wrote about the video: line breaks kept, web addresses as links, and nothing else understood. */
export function Description({ text }: { text: string }) {
  return (
    <p className="max-w-prose leading-relaxed wrap-break-word whitespace-pre-line">
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
            {stretch.text}
          </a>
        ) : (
          stretch.text
        ),
      )}
    </p>
  );
}
