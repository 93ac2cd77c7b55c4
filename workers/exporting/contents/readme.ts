/** Returns the text that explains the files of an export. Pure. */
export function readmeOf(siteUrl: string): string {
  return `Your data at ${new URL(siteUrl).host}

This archive has what the site keeps of you, as listed below. Times are in UTC (ISO 8601). Texts are in UTF-8.

account.json          Your name, address and roles, when you registered, where else you sign in, and whether you get weekly
                      summaries.
security-history.csv  What happened in your account: where you signed in, what was changed.
page.json             What you say of yourself on your page, and its addresses.
tutorials.json        Your tutorials with title, description, tags, chapters, who can watch, and when they were published.
tutorials.csv         The same for a spreadsheet, without descriptions and chapters.
captions/             The captions of each tutorial, by its id, as WebVTT: a file for each language.
series.json           Your series with their sections, and the ids of their tutorials in order.
invitations.json      Whom you invited to work on your tutorials.
reports.json          What you reported.
decisions.json        What moderators decided about you and your tutorials, and your appeals.

Not in here:
- The files that you uploaded, because they are large. Each tutorial has the address of its own as "original": open it while you are
  signed in.
- What you brought from elsewhere and did not publish, and the pictures of your page: you see them there.
- How often your tutorials were watched. Download it at ${siteUrl}/studio/analytics, as CSV or JSON.
- Your password, which the site does not know either.
`;
}
