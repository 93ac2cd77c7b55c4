import { domainToASCII, domainToUnicode } from 'node:url';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';

const ADDRESSES = '6f1d2a9c-52a0-4d3b-9a53-0a1f6d3c7b11';

/** The longest address in characters: SMTP's limit for a path. */
export const EMAIL_MAX = 254;
/** The rule of `<input type="email">` in browsers, for a domain in its ASCII form. */
const emailAddress = z.email({ pattern: z.regexes.html5Email }).max(EMAIL_MAX);

/**
 * Normalises an email address for comparison and for sending: trims it, lower-cases it, and converts its domain to
 * ASCII (IDNA): `Ada@Пример.рф` becomes `ada@xn--e1afmkfd.xn--p1ai`. Other text is only trimmed and lower-cased.
 */
export function normaliseEmail(address: string): string {
  const given = address.trim().toLowerCase();
  const [local, domain] = partsOf(given);
  // Leave ASCII domains alone: `domainToASCII` changes some of them, such as 127.1.
  const ascii = INTERNATIONAL.test(domain) ? domainToASCII(domain) : '';
  return ascii === '' ? given : `${local}@${ascii}`;
}

/** Returns whether a normalised address is valid. */
export function isEmailAddress(address: string): boolean {
  return emailAddress.safeParse(address).success;
}

/** Formats an address for display, with its domain in Unicode: `ada@xn--e1afmkfd.xn--p1ai` becomes `ada@пример.рф`. */
export function showEmail(address: string): string {
  const [local, domain] = partsOf(address);
  return domain.includes('xn--') ? `${local}@${domainToUnicode(domain)}` : address;
}

/**
 * Returns the input of `personal.address_id`, which hashes it with the database's pepper to the id of an address. Do
 * not store it: anyone who guesses an address can compute it.
 */
export function addressFingerprint(address: string): string {
  return uuidFrom(normaliseEmail(address), ADDRESSES);
}

/** A domain with letters outside ASCII, and without ASCII characters that would end a host in a URL. */
const INTERNATIONAL = /^(?=.*\P{ASCII})[a-z0-9.\-\P{ASCII}]+$/u;

function partsOf(address: string): [local: string, domain: string] {
  const at = address.lastIndexOf('@');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}
