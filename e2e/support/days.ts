/** "2027-01-05": the day so many days from now, in UTC, as a date field takes it. */
export const dayIn = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
