import { describe, expect, test } from 'vitest';
import { welcomeMail, welcomeMailIds } from './welcome-mail';

const person = {
  userId: '3f6cf4a5-5b0a-4f57-9f0e-53a6d2b1c001',
  name: `Ada <script>"O'Neil"</script> & co`,
  confirmationToken: '9d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50',
};
const link = `https://tutorials.example/confirm?user=${person.userId}&token=${person.confirmationToken}`;

describe('the welcome mail', () => {
  test('has the confirmation link in its text and in its HTML', () => {
    const mail = welcomeMail(person, 'https://tutorials.example');
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link.replace('&', '&amp;')}"`);
  });

  test('escapes the name in HTML', () => {
    const mail = welcomeMail(person, 'https://tutorials.example');
    expect(mail.text).toContain(person.name);
    expect(mail.html).toContain('Ada &lt;script&gt;&quot;O&#39;Neil&quot;&lt;/script&gt; &amp; co');
    expect(mail.html).not.toContain('<script');
  });

  test('has the same ids for the same event, and others for another', () => {
    const event = 'b8b0d3de-0b7d-4c8e-a5b1-7e1d2c3b4a59';
    expect(welcomeMailIds(event)).toEqual(welcomeMailIds(event));
    expect(welcomeMailIds(event)).not.toEqual(welcomeMailIds(person.userId));
  });
});
