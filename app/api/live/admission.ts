/** How many streams one client may have at a time. Each visible tab has one, and a school may share one address. */
export const MAX_STREAMS = 200;

const streams = new Map<string, number>();

/**
 * Admits another live stream of a client to this process.
 * @param client the key that `clientKey` returns.
 * @returns a function that ends the admission, which may be called repeatedly; null if the client has too many.
 */
export function admit(client: string): (() => void) | null {
  const count = streams.get(client) ?? 0;
  if (count >= MAX_STREAMS) return null;
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
