/** What somebody reads who wants to register where only administrators invite people. */
export const BY_INVITATION = 'This site takes new accounts by invitation only. Ask the people who run it.';
