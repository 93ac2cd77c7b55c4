import { initials } from '@/app/_lib/format/initials';

/** The initials of a person on a disc. It is hidden from screen readers, because the name is beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
    >
      {initials(name)}
    </span>
  );
}
