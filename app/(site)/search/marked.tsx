import { highlight, type Sought } from './highlight';

/** A text with the words that were searched for marked. */
export function Marked({ text, sought }: { text: string; sought: Sought }) {
  let at = 0;
  return highlight(text, sought).map((part) => {
    const key = (at += part.text.length);
    return part.isFound ? (
      <mark key={key} className="rounded-xs bg-notice-soft text-inherit">
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
