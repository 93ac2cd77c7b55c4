import { ChevronDown } from 'lucide-react';

/** The arrow of a list to choose from, which has no arrow of its own. Its parent is `relative`. */
export function SelectArrow() {
  return (
    <ChevronDown
      className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-muted"
      aria-hidden
    />
  );
}
