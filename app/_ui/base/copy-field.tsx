'use client';

import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from './button';
import { writeToClipboard } from './clipboard';

interface CopyFieldProps {
  label: string;
  value: string;
  /** What is said when it was copied. */
  copied: string;
  /** It has several lines. */
  isLong?: boolean;
}

/** On a phone. */
const CHARACTERS_A_ROW = 40;

const FIELD = 'w-full rounded-lg border border-line-strong bg-surface px-3 py-2.5 text-base';

/** A text to copy. Where the browser lets no script copy, as over plain http, it is selected. */
export function CopyField({ label, value, copied, isLong = false }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [done, setDone] = useState<string | null>(null);
  const isCopied = done === value;
  async function copy() {
    if (await writeToClipboard(value)) return setDone(value);
    field.current?.focus();
    field.current?.select();
  }
  const shared = {
    ref: field,
    id,
    value,
    readOnly: true,
    onFocus: () => field.current?.select(),
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className={isLong ? 'grid justify-items-start gap-2' : 'flex items-start gap-2'}>
        <div className={isLong ? 'w-full' : 'min-w-0 flex-1'}>
          {isLong ? (
            <textarea
              {...shared}
              rows={Math.max(4, value.split('\n').length, Math.ceil(value.length / CHARACTERS_A_ROW))}
              spellCheck={false}
              className={`${FIELD} font-mono text-sm`}
            />
          ) : (
            <input {...shared} type="text" className={FIELD} />
          )}
        </div>
        <Button variant={isLong ? 'secondary' : 'primary'} onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
          <span className="sr-only"> {label.toLowerCase()}</span>
        </Button>
      </div>
      <output className="sr-only">{isCopied ? copied : ''}</output>
    </div>
  );
}
