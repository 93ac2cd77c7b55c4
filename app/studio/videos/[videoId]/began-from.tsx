'use client';

import { memo, useEffect, useRef, type RefObject } from 'react';
import { BEGAN_FROM } from '@/app/_ui/form/typed-fields';
import { isSettled, TEXT, type ChangeState } from './change-state';
import { sameText, withPlainBreaks } from './compare-texts';

/** Says what the form's text began from. Rendered once: from then on `useBeganFrom` and the draft set it. */
export const BeganFrom = memo(
  function BeganFrom({ text }: { text: string }) {
    return <input type="hidden" name={BEGAN_FROM} defaultValue={text} />;
  },
  () => true,
);

/** Has a field that nobody edited follow the page, and the form know which text of the page an edit began from. */
export function useBeganFrom(ref: RefObject<HTMLFormElement | null>, current: string, state: ChangeState): void {
  const seen = useRef(state);
  useEffect(() => {
    const field = ref.current?.elements.namedItem(TEXT) as HTMLInputElement | HTMLTextAreaElement | null;
    const began = ref.current?.elements.namedItem(BEGAN_FROM) as HTMLInputElement | null;
    if (!field || !began) return;
    const isNews = seen.current !== state;
    seen.current = state;
    if (field.value === withPlainBreaks(began.value)) field.value = current;
    // What is in the field now replaces the other text knowingly.
    if (isNews && state.status === 'conflict') began.value = state.theirs;
    if ((isNews && isSettled(state)) || sameText(field.value, current)) began.value = current;
  }, [ref, current, state]);
}
