import { ImageUp } from 'lucide-react';

interface PictureButtonProps {
  label: string;
  isSending: boolean;
  /** The id of what says which files are right. */
  hintId: string;
  onChoose: (files: FileList | null) => void;
}

/** The button of a form that sends a picture as `file`, when one is chosen. Without scripts, a second button sends it. */
export function PictureButton({ label, isSending, hintId, onChoose }: PictureButtonProps) {
  return (
    <>
      <label
        className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-lg noscript:flex-wrap noscript:py-2 border border-line-strong/60 bg-surface px-5 text-[0.9375rem] font-medium transition-colors duration-150 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:border-line-strong hover:bg-sunken [&>svg]:size-[1.15em]"
        aria-busy={isSending}
      >
        <ImageUp aria-hidden />
        {isSending ? 'Sending…' : label}
        <input
          type="file"
          name="file"
          accept="image/jpeg,image/png,image/webp,image/gif"
          aria-describedby={hintId}
          onChange={({ target }) => onChoose(target.files)}
          className="sr-only noscript:not-sr-only noscript:max-w-full noscript:min-w-0"
        />
      </label>
      <noscript>
        <button className="min-h-11 rounded-lg bg-accent px-5 text-[0.9375rem] font-medium text-on-accent">
          Use this file
        </button>
      </noscript>
    </>
  );
}
