/** Streams of one client at a time. A tab that is in sight has one; behind one address may be a school. */
export const MOST_STREAMS = 200;

const streams = new Map<string, number>();

/**
 * Lets a client have another live stream in this process.
 * @param client as `clientKey` names it.
 * @returns what ends it, to be called once or more often; null when the client has too many.
 */
export function admit(client: string): (() => void) | null {
  const count = streams.get(client) ?? 0;
  if (count >= MOST_STREAMS) return null;
  streams.set(client, count + 1);
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    const left = (streams.get(client) ?? 1) - 1;
    if (left > 0) streams.set(client, left);
    else streams.delete(client);
  };
}
