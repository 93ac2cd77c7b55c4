/** The cookie with the time zone of a signed-in user's browser, by its IANA name, for the days of their analytics. */
export const TIME_ZONE_COOKIE = 'time-zone';
