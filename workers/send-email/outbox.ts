import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Deliver } from './delivery';

/**
 * Puts each mail into a folder as `<emailId>.eml`, whole or not at all. The same mail again is the same file again.
 * Mails hold secrets, so nobody else on the machine may read them.
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

/** Removes a mail from the folder, if it is there, also one that was not finished. */
export async function removeFromOutbox(folder: string, emailId: string): Promise<void> {
  for (const file of filesOf(folder, emailId)) await rm(file, { force: true });
}

function filesOf(folder: string, emailId: string): [file: string, unfinished: string] {
  const file = join(folder, `${emailId}.eml`);
  return [file, `${file}.unfinished`];
}
