import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Deliver } from './delivery';

/**
 * Writes each mail to a folder as `<emailId>.eml`, atomically. The same mail overwrites its file with the same bytes.
 * Mails contain secrets, so only the owner of the files can read them.
 */
export function outboxDelivery(folder: string): Deliver {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (mail, emailId) => {
    const { message } = await composer.sendMail(mail);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [file, unfinished] = filesOf(folder, emailId);
    const handle = await open(unfinished, 'w', 0o600);
    try {
      await handle.writeFile(message as Buffer);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    return { status: 'sent' };
  };
}

/** Removes a mail from the folder, finished or not, if it exists. */
export async function removeFromOutbox(folder: string, emailId: string): Promise<void> {
  for (const file of filesOf(folder, emailId)) await rm(file, { force: true });
}

function filesOf(folder: string, emailId: string): [file: string, unfinished: string] {
  const file = join(folder, `${emailId}.eml`);
  return [file, `${file}.unfinished`];
}
