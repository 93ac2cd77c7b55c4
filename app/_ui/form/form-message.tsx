import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '@/app/_ui/base/class-names';

const kinds = {
  error: { Icon: CircleAlert, colours: 'bg-danger-soft border-danger/35 [&>svg]:text-danger', role: 'alert' },
  success: { Icon: CircleCheck, colours: 'bg-accent-soft border-accent/35 [&>svg]:text-accent', role: 'status' },
  notice: { Icon: Info, colours: 'bg-notice-soft border-notice/35 [&>svg]:text-notice', role: 'status' },
} as const;

/**
 * A message about a form or a page as a whole. Screen readers read an error at once, and other messages after what they
 * are reading.
 */
export function FormMessage({ kind, children }: { kind: keyof typeof kinds; children: ReactNode }) {
  const { Icon, colours, role } = kinds[kind];
  return (
    <div
      role={role}
      className={classNames('flex gap-3 rounded-lg border px-4 py-3 text-[0.9375rem] leading-relaxed', colours)}
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0 [&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">{children}</div>
    </div>
  );
}
