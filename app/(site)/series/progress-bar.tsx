import { progressWords } from './progress';

/** How many lessons were watched: as a bar and in words. */
export function ProgressBar({ watched, of }: { watched: number; of: number }) {
  return (
    <div className="grid gap-2 text-sm text-muted">
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:border">
        <div
          className="h-full origin-left rounded-full bg-accent transition-transform duration-500 ease-settle forced-colors:bg-[Highlight] rtl:origin-right"
          ref={(element) => {
            if (element) element.style.transform = `scaleX(${watched / of})`;
          }}
        />
      </div>
      <p className="tabular-nums">{progressWords(watched, of)}, in this browser</p>
    </div>
  );
}
