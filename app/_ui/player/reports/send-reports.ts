import type { SaidSource } from './source';
import type { Watched } from './watched-time';

const REPORTS = '/api/viewings';
const TOKENS = '/api/viewings/token';
/** The token is older than a day. */
const EXPIRED = 410;
/** Statuses that a retry would not change. */
const FINAL = new Set([400, 403, 404, 413]);
/**
 * No more seconds of video are credited in a second since the first report: `HIGHEST_PLAYBACK_RATE` of view counting, whose contract
 * browsers do not load.
 */
export const CREDITED_RATE = 2;
/** Less is not worth a report. At double speed a little is always missing, which the next report brings. */
const MISSING_MIN_MS = 2_000;
/** A report is repeated so much later than all of it can be credited, in milliseconds. */
const REPEAT_AFTER_MS = 1_000;
/** Pauses between retries of a report, in milliseconds; the last one repeats. */
const RETRY_PAUSES_MS = [1_000, 2_000, 5_000, 15_000, 60_000];

/**
 * Sends the reports of a viewing, one at a time. A report has the total watch time, so of those that wait only the
 * latest is sent. Failed reports are retried, with growing pauses and when the network is back, until the tab closes.
 * The viewing's token is fetched before its first report, and renewed when it is old. A report that comes so soon after the first one
 * that not all of it is credited, because the site was slow to take the first, is repeated when it will be, if no other follows.
 * @param findSource returns where the viewer came from. It is called once, with the first report.
 * @param on `arrived` is called with the total of each report that the site has taken, `lost` once if it refuses the
 * reports for good. Nothing more is sent then.
 * @returns a function that takes what was watched.
 */
export function sendReports(
  { videoId, seriesId }: { videoId: string; seriesId: string | null },
  findSource: () => SaidSource,
  on: { arrived: (watchedSeconds: number) => void; lost: () => void },
): (watched: Watched) => void {
  let source: SaidSource | null = null;
  let token: string | null = null;
  let waiting: Watched | null = null;
  let isBusy = false;
  let isLost = false;
  /** When the site took the first report, by `performance.now()`. */
  let begunAt: number | null = null;
  let repeating: ReturnType<typeof setTimeout> | undefined;

  async function sendWaiting(): Promise<void> {
    isBusy = true;
    for (let failures = 0; waiting !== null && !isLost;) {
      const watched: Watched = waiting;
      const delivery = await attempt(watched);
      if (delivery === 'lost') isLost = true;
      else if (delivery === 'later') await pause(failures++);
      else failures = 0;
      if (delivery !== 'sent') continue;
      on.arrived(watched.watchedSeconds);
      if (waiting !== watched) continue;
      waiting = null;
      repeatWhenCredited(watched);
    }
    isBusy = false;
    if (isLost) on.lost();
  }

  function repeatWhenCredited(watched: Watched): void {
    begunAt ??= performance.now();
    const missingMs = (watched.watchedSeconds / CREDITED_RATE) * 1000 - (performance.now() - begunAt);
    if (missingMs > MISSING_MIN_MS) repeating = setTimeout(() => take(watched), missingMs + REPEAT_AFTER_MS);
  }

  function take(watched: Watched): void {
    clearTimeout(repeating);
    waiting = watched;
    if (!isBusy) return void sendWaiting();
    // A request is under way and the page may be closing, so this also sends a beacon. Both together count once.
    if (token) navigator.sendBeacon(REPORTS, JSON.stringify({ token, ...watched }));
  }

  async function attempt(watched: Watched): Promise<Delivery> {
    if (token === null) return fetchToken({ videoId, ...(seriesId && { seriesId }), ...source });
    const delivery = deliveryOf(await post(REPORTS, { token, ...watched }));
    return delivery === 'expired' ? fetchToken({ token }) : delivery;
  }

  async function fetchToken(asked: NewViewing | { token: string }): Promise<Delivery> {
    const answer = await post(TOKENS, asked);
    if (!answer?.ok) return deliveryOf(answer);
    const body = (await answer.json().catch(() => null)) as { token: string } | null;
    if (!body) return 'later';
    token = body.token;
    return 'renewed';
  }

  return (watched) => {
    if (isLost) return;
    source ??= findSource();
    take(watched);
  };
}

type NewViewing = { videoId: string; seriesId?: string } & Partial<SaidSource>;
type Delivery = 'sent' | 'renewed' | 'expired' | 'later' | 'lost';

function deliveryOf(answer: Response | null): Delivery {
  if (answer?.ok) return 'sent';
  if (answer?.status === EXPIRED) return 'expired';
  return answer && FINAL.has(answer.status) ? 'lost' : 'later';
}

/** `keepalive` sends it even while the page closes. */
function post(path: string, body: object): Promise<Response | null> {
  return fetch(path, { method: 'POST', body: JSON.stringify(body), keepalive: true }).catch(() => null);
}

function pause(failures: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      window.removeEventListener('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, RETRY_PAUSES_MS[Math.min(failures, RETRY_PAUSES_MS.length - 1)]);
    window.addEventListener('online', finish);
  });
}
