import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** Decides about a sender or a recipient. @returns null to accept, or the SMTP code to refuse with. */
type Decide = (address: string) => number | null;

export interface TestMailServer {
  url: string;
  port: number;
  /** The accepted mails, in order. */
  readonly received: readonly Email[];
  /** The number of times that the client named each recipient. */
  readonly attempts: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Starts an SMTP server on the loopback interface. */
export async function startMailServer(
  options: { port?: number; sender?: Decide; recipient?: Decide } = {},
): Promise<TestMailServer> {
  const received: Email[] = [];
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: ({ address }, _session, done) => done(refusal(options.sender?.(address))),
    onRcptTo({ address }, _session, done) {
      attempts.set(address, (attempts.get(address) ?? 0) + 1);
      done(refusal(options.recipient?.(address)));
    },
    onData(stream, _session, done) {
      void (async () => {
        received.push(await PostalMime.parse(new Blob(await stream.toArray())));
        done();
      })();
    },
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
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
