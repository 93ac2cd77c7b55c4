/** Fields that open an account or a mailbox to whoever reads them: a mail's text has the link that confirms it. */
const SECRETS = new Set(['passwordHash', 'confirmationToken', 'sessionHash', 'text', 'html']);

/** The data of a message with `[redacted]` for each secret, however deep, and whatever the data is. */
export function redact(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(redact);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, SECRETS.has(field) ? '[redacted]' : redact(value)]),
  );
}
