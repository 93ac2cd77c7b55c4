import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field';

/** A field, and below it what was saved elsewhere since the user began to edit: see `ConflictMessage`. */
export function ConflictField({ conflict, ...field }: ComponentProps<typeof Field> & { conflict: ReactNode }) {
  return (
    <div className="grid gap-3">
      <Field {...field} />
      {conflict}
    </div>
  );
}
