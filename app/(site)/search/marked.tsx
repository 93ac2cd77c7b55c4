import type { MarkedText } from './highlight';

/** A text with what was searched for marked. */
export function Marked({ parts }: { parts: MarkedText }) {
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <mark key={index} className="rounded-xs bg-notice-soft text-inherit">
        {part}
      </mark>
    ),
  );
}
