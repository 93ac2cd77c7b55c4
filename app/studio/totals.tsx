/** A few figures side by side: `[['Views', '1,234'], …]`. */
export function Totals({ figures }: { figures: readonly (readonly [label: string, figure: string])[] }) {
  return (
    <dl className="grid grid-cols-3 divide-x divide-line rounded-2xl border border-line bg-surface">
      {figures.map(([label, figure]) => (
        <div key={label} className="flex min-w-0 flex-col-reverse justify-end px-3 py-4 sm:px-7 sm:py-5">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-xl font-semibold tracking-tight tabular-nums sm:text-3xl">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
