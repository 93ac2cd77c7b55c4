'use client';

import { FileVideo, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/app/_ui/base/button';
import { FormMessage } from '@/app/_ui/form/form-message';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import { dropTarget } from './drop-target';
import { droppedFiles } from './pick-files';

/**
 * Lets files and folders be dropped anywhere on the studio's pages: they are uploaded while the person goes on with what
 * they do. A page that shows a place for files takes them itself.
 */
export function DropAnywhere({ maxBytes }: { maxBytes: number }) {
  const stamp = stampOf(useOwnPage());
  const [isOver, setIsOver] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);

  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setIsOver(false);
    const drop = async (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setIsOver(false);
      const files = await droppedFiles(event.dataTransfer);
      const take = dropTarget();
      if (take) return take(files);
      // Loaded here, so that pages without a place for files need not have it.
      const { addFiles } = await import('./add-files');
      setRefusals(addFiles(files, { stamp, videoId: null, maxBytes }).refusals);
    };
    const onDrop = (event: DragEvent) => void drop(event);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', onDrop);
    };
  }, [stamp, maxBytes]);

  return (
    <>
      {isOver ? (
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-canvas/85 p-6" aria-hidden>
          <div className="grid size-full place-content-center justify-items-center gap-4 rounded-2xl border-2 border-dashed border-accent text-center">
            <FileVideo className="size-12 text-accent" strokeWidth={1.5} />
            <p className="text-xl font-semibold tracking-tight">Drop to upload</p>
            <p className="text-muted">Videos, or a folder of lessons</p>
          </div>
        </div>
      ) : null}
      {refusals.length > 0 ? (
        <div className="fixed inset-x-4 top-4 z-50 mx-auto flex max-w-xl items-start gap-2 rounded-xl bg-surface p-2 shadow-floating">
          <div className="min-w-0 flex-1">
            <Refusals sentences={refusals} />
          </div>
          <Button variant="ghost" className="size-11 px-0" aria-label="Close" onClick={() => setRefusals([])}>
            <X aria-hidden />
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** Why files were not taken. */
export function Refusals({ sentences }: { sentences: readonly string[] }) {
  return (
    <FormMessage kind="error">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </FormMessage>
  );
}
