import { announceMessages } from '@message-db/client';
import { watchPath } from '@/text/paths';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { alternateBlocks } from '../alternate';
import { figureOf, type Figure } from '../figure';
import { Connection, requestText } from '../load/connection';
import { startLoadClient } from '../load/load-client';
import type { Site } from '../site/site';
import { percentile } from '../statistics';
import type { Testbed } from '../testbed';

const RUNS = 5;
/** A run has two blocks of each variant, in turn. */
const BLOCKS = 2;
const COMMANDS = 50;
const CONNECTIONS = 32;
const TIMEOUT_MS = 30_000;
/** The longest pause between a page that shows a change and the next command, in milliseconds. */
const PAUSE_MS = 20;

/**
 * Measures the time from the commit of a command to the first response that shows its effect, with and without 32
 * connections that load the same page.
 */
export async function timeToPage(testbed: Testbed, site: Site): Promise<Figure[]> {
  const client = await startLoadClient(testbed);
  const [video] = site.videos as [Site['videos'][number]];
  const figures: Figure[] = [];
  const watch = watchPath({ ...video, name: nameOf(0) });
  for (const [page, path] of Object.entries({ home: '/', watch })) {
    await timeOfRenaming(site, video, watch);
    const { host, port } = site;
    const load = {
      host,
      port,
      connections: CONNECTIONS,
      requests: [
        { text: requestText('GET', path, site, { 'Accept-Encoding': 'gzip' }), status: 200, contains: ['</html>'] },
      ],
    };
    const rename = async () => {
      const times: number[] = [];
      for (let n = 0; n < COMMANDS; n += 1) times.push(await timeOfRenaming(site, video, path));
      return times;
    };
    const measured = await alternateBlocks<{ loaded: number; quiet: number }>(RUNS, BLOCKS, {
      loaded: () => client.during(load, rename),
      quiet: rename,
    });
    const figure = (percent: number, goal: { atMost: number } | null) =>
      figureOf(
        'freshness',
        `${page}: ms (p${percent}) from a command's commit to the first response with it, under load, to without`,
        {
          ours: measured.loaded.map((run) => percentile(run, percent)),
          baseline: measured.quiet.map((run) => percentile(run, percent)),
        },
        goal,
      );
    figures.push(figure(99, { atMost: 2 }), figure(50, null));
  }
  return figures;
}

let renamings = 0;

/** Returns one of many names by which the address of a watch page is the same: it ends before the number. */
function nameOf(number: number): string {
  return `A video that is renamed again and again while others load its page, number ${number}`;
}

/** Renames a video by a command, and asks for the page until it shows the name. @returns milliseconds. */
async function timeOfRenaming(site: Site, video: Site['videos'][number], path: string): Promise<number> {
  const { videoId, ownerId: userId } = video;
  renamings += 1;
  const name = nameOf(renamings);
  const command = videoPublishing.commands.EditDetails({ videoId, userId, name });
  const request = Buffer.from(requestText('GET', path, site));
  const connection = new Connection(site);
  try {
    await connection.exchange(request);
    await site.store.write(videoPublishing.commandStream(videoId), {
      ...command,
      metadata: { ...command.metadata, traceId: command.id },
    });
    const committedAt = performance.now();
    await announceMessages(site.store.pool, [videoPublishing.commandCategory]);
    while (!(await connection.exchange(request)).body.includes(name)) {
      if (performance.now() - committedAt > TIMEOUT_MS) throw new Error('void: a page does not show a command');
    }
    return performance.now() - committedAt;
  } finally {
    connection.close();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS));
  }
}
