import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What a test server says to a sender or a recipient: null to accept, else the code to refuse with. */
type Judge = (address: string) => number | null;

export interface TestMailServer {
  url: string;
  port: number;
  /** The mails that it took, in order. */
  readonly received: readonly Email[];
  /** How often each recipient was offered. */
  readonly attempts: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** A real SMTP server on the loopback interface. */
export async function startMailServer(
  judges: { port?: number; sender?: Judge; recipient?: Judge } = {},
): Promise<TestMailServer> {
  const received: Email[] = [];
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: ({ address }, _session, done) => done(refusal(judges.sender?.(address))),
    onRcptTo({ address }, _session, done) {
      attempts.set(address, (attempts.get(address) ?? 0) + 1);
      done(refusal(judges.recipient?.(address)));
    },
    onData(stream, _session, done) {
      void (async () => {
        received.push(await PostalMime.parse(new Blob(await stream.toArray())));
        done();
      })();
    },
  });
  await new Promise<void>((resolve) => server.listen(judges.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    attempts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(code: number | null | undefined): Error | null {
  return code ? Object.assign(new Error(`Refused with ${code}`), { responseCode: code }) : null;
}
