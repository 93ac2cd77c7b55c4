/** Times as people in some time zone write them. Zones by their IANA names, such as `Europe/Berlin`. */

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

/** "2026-11-27T09:00", as an input of type `datetime-local` takes it; with seconds if there are any. */
export function toInputValue(date: Date, timeZone: string): string {
  // Swedes write dates as ISO 8601 does.
  const [day, time] = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
    .format(date)
    .split(' ');
  return `${day}T${time?.replace(/:00$/, '')}`;
}

/**
 * The instant that a form says, in ISO 8601 by UTC. A browser with scripts sends it as such; what it sends without them
 * was typed as UTC, as the form then says. What is no time comes back as it is, for others to refuse.
 */
export function instantOf(text: string): string {
  const instant = new Date(/Z$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
}
