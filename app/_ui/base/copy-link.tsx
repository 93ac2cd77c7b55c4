'use client';

import { Check, Link as LinkIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from './button';
import type { ButtonVariant } from './button-styles';
import { writeToClipboard } from './clipboard';

interface CopyLinkProps {
  /** The path of a page of this site. */
  path: string;
  /** What it leads to, for screen readers: there may be several on a page. */
  of: string;
  variant?: ButtonVariant;
}

/**
 * Copies the address of a page. Where the browser lets no script copy, as over plain http, it shows the address
 * selected.
 */
export function CopyLink({ path, of, variant = 'ghost' }: CopyLinkProps) {
  const [outcome, setOutcome] = useState<'copied' | 'by-hand' | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function copy() {
    const address = new URL(path, location.href).href;
    const isCopied = await writeToClipboard(address);
    setOutcome(isCopied ? 'copied' : 'by-hand');
    if (isCopied) return;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.select();
    });
  }

  return (
    <span className="inline-flex items-center gap-2">
      {outcome === 'by-hand' ? (
        <input
          ref={field}
          readOnly
          aria-label={`The link to ${of}, to copy`}
          defaultValue={new URL(path, location.href).href}
          className="min-h-9 w-56 rounded-lg border border-line-strong/60 bg-surface px-2 text-sm"
        />
      ) : (
        <Button variant={variant} size="small" onClick={() => void copy()}>
          {outcome === 'copied' ? <Check aria-hidden /> : <LinkIcon aria-hidden />}
          {outcome === 'copied' ? 'Copied' : 'Copy link'}
          <span className="sr-only"> to {of}</span>
        </Button>
      )}
      <output className="sr-only">{outcome === 'copied' ? 'Link copied' : ''}</output>
    </span>
  );
}
