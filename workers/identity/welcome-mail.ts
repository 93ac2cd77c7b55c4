import { v5 as uuidFrom } from 'uuid';

const WELCOME_MAILS = '0c6f0c0e-58d1-4b7d-8f6e-2f1c5f3c9a37';

/** Returns the id of the welcome mail of a `Registered` event, and of the command that sends it. */
export function welcomeMailIds(registeredEventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(registeredEventId, WELCOME_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

/** Returns the mail that welcomes a new account and asks the person to confirm its address. Pure. */
export function welcomeMail(
  person: { userId: string; name: string; confirmationToken: string },
  siteUrl: string,
): { subject: string; text: string; html: string } {
  const link = `${siteUrl}/confirm?${new URLSearchParams({ user: person.userId, token: person.confirmationToken })}`;
  const site = new URL(siteUrl).host;
  return {
    subject: 'Welcome to Video Tutorials: please confirm your address',
    text: text(person.name, link, site),
    html: html(escapeHtml(person.name), escapeHtml(link), escapeHtml(site)),
  };
}

const text = (name: string, link: string, site: string) => `Hello ${name},

Welcome to Video Tutorials. Please confirm that this address is yours:

${link}

If you didn’t register at ${site}, someone probably mistyped their address. You can ignore this email.
`;

const html = (name: string, link: string, site: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Welcome to Video Tutorials</title></head>
<body style="margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:480px;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3">Welcome, <bdi>${name}</bdi></h1>
<p>Please confirm that this address is yours.</p>
<p><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#006a54;color:#ffffff;font-weight:600;text-decoration:none">Confirm my address</a></p>
<p style="font-size:14px">If the button doesn’t work, open this link:<br><a href="${link}" style="word-break:break-all">${link}</a></p>
<p style="font-size:14px">If you didn’t register at ${site}, someone probably mistyped their address. You can ignore this email.</p>
</div>
</body>
</html>
`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
