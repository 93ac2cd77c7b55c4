/** The logo: three entries of a log, one below the other, that form a play button. The same as public/favicon.svg. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="9.5" y="7.5" width="7.5" height="4.6" rx="2.3" />
        <rect x="9.5" y="13.7" width="14.5" height="4.6" rx="2.3" />
        <rect x="9.5" y="19.9" width="7.5" height="4.6" rx="2.3" />
      </g>
    </svg>
  );
}
