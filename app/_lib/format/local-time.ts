/** Times in a time zone. Zones have their IANA names, such as `Europe/Berlin`. */

/** "27 Nov 2026, 09:00 CET". */
export function formatLocal(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(date);
}

/** "2026-11-27T09:00", the value of an input of type `datetime-local`; with seconds unless they are 0. */
export function toInputValue(date: Date, timeZone: string): string {
  // The Swedish format is that of ISO 8601.
  const [day, time] = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
    .format(date)
    .split(' ');
  return `${day}T${time?.replace(/:00$/, '')}`;
}

/**
 * Returns the instant of a form's text in ISO 8601, UTC. A browser with scripts sends an instant. Without scripts the
 * user types UTC, as the form tells them. A text that is no time is returned unchanged, for the caller to reject.
 */
export function instantOf(text: string): string {
  const instant = new Date(/Z$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
}
