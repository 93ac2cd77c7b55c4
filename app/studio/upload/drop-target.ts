import { useEffect, useRef } from 'react';
import type { PickedFile } from './pick-files';

export type Take = (files: readonly PickedFile[]) => void;

let targets: readonly { take: Take }[] = [];

/** Takes the files that are dropped anywhere on the page, while the calling component is shown. */
export function useDropTarget(take: Take): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const target = { take: (files: readonly PickedFile[]) => latest.current(files) };
    targets = [...targets, target];
    return () => {
      targets = targets.filter((each) => each !== target);
    };
  }, []);
}

/** Returns who takes files that are dropped on this page; null if nobody on it does. */
export function dropTarget(): Take | null {
  return targets.at(-1)?.take ?? null;
}
