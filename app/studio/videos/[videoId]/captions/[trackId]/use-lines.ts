'use client';

import { useEffect, useRef, useState } from 'react';
import { dropDraft, keepDraft, readDraft, type DraftKey } from '@/app/_ui/form/drafts';
import { changesOf, countChanges, openLines, rebase, type EditorLine, type LinesState } from './lines-state';

/** What is kept of unsaved changes: the user's lines, and the saved ones that they began from. */
interface Kept {
  readonly base: readonly EditorLine[];
  readonly lines: readonly EditorLine[];
  readonly revision: number;
}

interface Lines {
  readonly state: LinesState;
  readonly change: (step: (state: LinesState) => LinesState) => void;
  /** The lines were restored from unsaved changes of an earlier visit. */
  readonly isRestored: boolean;
  readonly discard: () => void;
}

/**
 * The lines of a track in an editor. Lines that are saved elsewhere come in below the user's changes. What is not saved
 * is kept in the browser, and restored after a reload, onto the lines as they are then.
 */
export function useLines(saved: readonly EditorLine[], revision: number, key: DraftKey): Lines {
  const [state, setState] = useState(() => openLines(saved, revision));
  const [isRestored, setIsRestored] = useState(false);
  const latest = useRef(key);

  const [seen, setSeen] = useState(revision);
  if (seen !== revision) {
    setSeen(revision);
    setState((before) => rebase(before, saved, revision));
  }

  useEffect(() => {
    const kept = readKept(latest.current);
    if (!kept) return;
    setState((before) =>
      rebase({ ...openLines(kept.base, kept.revision), lines: kept.lines }, before.base, before.revision),
    );
    setIsRestored(true);
  }, []);

  const isFirst = useRef(true);
  useEffect(() => {
    // The first state is that of the page, before the draft is restored.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (countChanges(changesOf(state)) === 0) dropDraft(latest.current);
    else {
      const { base, lines, revision: of } = state;
      keepDraft(latest.current, { kept: JSON.stringify({ base, lines, revision: of } satisfies Kept) });
    }
  }, [state]);

  return {
    state,
    change: setState,
    isRestored,
    discard() {
      setIsRestored(false);
      setState((before) => openLines(before.base, before.revision));
    },
  };
}

function readKept(key: DraftKey): Kept | null {
  try {
    const kept: unknown = JSON.parse(readDraft(key)?.kept ?? 'null');
    return kept && typeof kept === 'object' && 'lines' in kept && 'base' in kept ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
