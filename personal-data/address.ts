import { domainToASCII, domainToUnicode } from 'node:url';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';

const ADDRESSES = '6f1d2a9c-52a0-4d3b-9a53-0a1f6d3c7b11';

/** The longest address, in characters: what SMTP lets stand in a path. */
export const EMAIL_MAX = 254;
/** As browsers have it in `<input type="email">`; a domain in its ASCII form. */
const emailAddress = z.email({ pattern: z.regexes.html5Email }).max(EMAIL_MAX);

/**
 * An email address as it is compared and as mail is sent to it: trimmed, in lower case, and its domain in ASCII (IDNA):
 * `Ada@Пример.рф` is `ada@xn--e1afmkfd.xn--p1ai`. What is no address comes back trimmed and in lower case.
 */
export function normaliseEmail(address: string): string {
  const given = address.trim().toLowerCase();
  const [local, domain] = partsOf(given);
  // Domains in ASCII stay as they are: `domainToASCII` makes others of some, such as 127.1.
  const ascii = INTERNATIONAL.test(domain) ? domainToASCII(domain) : '';
  return ascii === '' ? given : `${local}@${ascii}`;
}

/** Whether mail can be sent to this address, as `normaliseEmail` leaves it. */
export function isEmailAddress(address: string): boolean {
  return emailAddress.safeParse(address).success;
}

/** An address as people write it: `ada@xn--e1afmkfd.xn--p1ai` is `ada@пример.рф`. */
export function showEmail(address: string): string {
  const [local, domain] = partsOf(address);
  return domain.includes('xn--') ? `${local}@${domainToUnicode(domain)}` : address;
}

/**
 * What the id of an address is made from, with the database's pepper: `personal.address_id`. Not to be written anywhere:
 * who guesses an address can make it too.
 */
export function addressFingerprint(address: string): string {
  return uuidFrom(normaliseEmail(address), ADDRESSES);
}

/** Letters beyond ASCII, and no ASCII character that would end a host. */
const INTERNATIONAL = /^(?=.*\P{ASCII})[a-z0-9.\-\P{ASCII}]+$/u;

function partsOf(address: string): [local: string, domain: string] {
  const at = address.lastIndexOf('@');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}
