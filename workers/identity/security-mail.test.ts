import { describe, expect, test } from 'vitest';
import {
  changedMail,
  externalIdentityMail,
  passkeyMail,
  securityMailIds,
  resetMail,
  resetTokenOf,
  twoStepMail,
  wrongCodesMail,
} from './security-mail';

const userId = '3f6cf4a5-5b0a-4f57-9f0e-53a6d2b1c001';
const name = `Ada <script>"O'Neil"</script> & co`;
const site = 'https://tutorials.example';
const requestId = 'b8b0d3de-0b7d-4c8e-a5b1-7e1d2c3b4a59';

describe('the token of a link to choose a password', () => {
  test('depends on the person’s key and the request, and is long enough not to be guessed', () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const token = resetTokenOf(key, requestId);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(resetTokenOf(key, requestId)).toBe(token);
    expect(resetTokenOf(other, requestId)).not.toBe(token);
    expect(resetTokenOf(key, userId)).not.toBe(token);
  });
});

describe('the mails about a password', () => {
  test('have the link in text and in HTML', () => {
    const { text, html } = resetMail({ userId, name, token: 'a_token' }, site);
    expect(text).toContain(`${site}/reset?user=${userId}&token=a_token`);
    expect(html).toContain(`href="${site}/reset?user=${userId}&amp;token=a_token"`);
    expect(text).toContain('60 minutes');
    expect(changedMail({ name }, 'link', site).text).toContain(`${site}/forgot`);
    expect(twoStepMail({ name }, 'off', site).text).toMatch(/was switched off[^]*\/forgot/);
    expect(passkeyMail({ name }, 'added', site).text).toMatch(/passkey was added[^]*within 7 days[^]*\/forgot/);
    expect(passkeyMail({ name }, 'removed', site).text).toMatch(/passkey was removed[^]*\/forgot/);
    const issuer = 'https://login.example.com/realm';
    const { text: connected } = externalIdentityMail({ name }, 'connected', issuer, site);
    expect(connected).toMatch(/account at login\.example\.com was connected[^]*within 7 days[^]*\/forgot/);
    const { text: disconnected } = externalIdentityMail({ name }, 'disconnected', issuer, site);
    expect(disconnected).toMatch(/account at login\.example\.com was disconnected[^]*\/forgot/);
  });

  test('escape the name in HTML', () => {
    for (const mail of [
      resetMail({ userId, name, token: 'a_token' }, site),
      changedMail({ name }, 'link', site),
      twoStepMail({ name }, 'on', site),
      wrongCodesMail({ name }, site),
    ]) {
      expect(mail.text).toContain(name);
      expect(mail.html).toContain('Ada &lt;script&gt;&quot;O&#39;Neil&quot;&lt;/script&gt; &amp; co');
      expect(mail.html).not.toContain('<script');
      // Subjects are not encrypted.
      expect(mail.subject).not.toContain('Ada');
    }
  });

  test('have the same ids for the same event, and others for another', () => {
    expect(securityMailIds(requestId)).toEqual(securityMailIds(requestId));
    expect(securityMailIds(requestId)).not.toEqual(securityMailIds(userId));
  });
});
