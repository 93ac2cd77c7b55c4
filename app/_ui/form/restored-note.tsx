import { Button } from '@/app/_ui/base/button';

/** Says that the form has restored unsaved text. */
export function RestoredNote({ discard }: { discard: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <output>Your unsaved changes are back.</output>
      <Button variant="ghost" size="small" onClick={discard}>
        Discard
      </Button>
    </p>
  );
}
