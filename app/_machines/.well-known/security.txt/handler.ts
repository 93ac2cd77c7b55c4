import { environment } from '@/app/_lib/environment';
import type { Handler } from '@/app/_lib/http/handler';
import { absolute } from '@/app/_lib/media/addresses';
import { sendRefusal, sendText } from '@/app/_machines/send-text';

/** A reader should not trust the text for longer, in days. RFC 9116 recommends less than a year. */
const VALID_DAYS = 90;

/** Tells whom to write to about a weakness of the site (RFC 9116), if the operator has said it. */
export const securityText: Handler = (request, response) => {
  const { SECURITY_CONTACT } = environment;
  if (!SECURITY_CONTACT) return sendRefusal(response, 404, 'This site names no contact.');
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const expires = new Date(midnight + VALID_DAYS * 24 * 3600_000).toISOString();
  const lines = [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${absolute('/.well-known/security.txt')}`,
  ];
  sendText(request, response, 'text/plain; charset=utf-8', `${lines.join('\n')}\n`);
};
