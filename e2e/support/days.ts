/** Returns the day that is this number of days from now, in UTC, as the value of a date field: "2027-01-05". */
export const dayIn = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
