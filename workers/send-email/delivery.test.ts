import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { composeMail } from './delivery';

const mail = {
  emailId: '1b4e28ba-2fa1-4d02-8f5e-3c3f1f1f0001',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello',
};

async function written(unsubscribeUrl: string | null): Promise<string> {
  const composed = composeMail({ ...mail, unsubscribeUrl }, new Date(0), 'site@example.com', 'https://videos.example');
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(composed);
  return String(message);
}

test('a mail says that nobody wrote it, and one that comes again can be stopped by the program that shows it', async () => {
  const address = `https://videos.example/api/unsubscribe?user=${'1'.repeat(36)}&token=${'2'.repeat(36)}`;
  const text = await written(address);
  expect(text.replaceAll(/\r?\n[ \t]+/g, ' ')).toContain(`List-Unsubscribe: <${address}>`);
  expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(await written(null)).not.toContain('List-Unsubscribe');
  expect(await written(null)).toContain('Auto-Submitted: auto-generated');
});
