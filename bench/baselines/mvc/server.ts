import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import pg from 'pg';
import { formatAgo, formatCount, formatDate, formatDuration, formatViews } from '@/app/_lib/format/format';
import { posterUrl, playlistUrl } from '@/app/_lib/media/urls';
import { roleOf } from '@/roles';
import { serve } from '../serve';
import { queriesOf } from './queries';

/**
 * The public pages as an application of the book renders them: Express, pg and EJS, with the site's queries on the
 * site's database. The pages show the same information as the site's, in less markup.
 */
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  options: `-c role=${roleOf('application')}`,
  max: 8,
});
// At the end its database stops before it.
pool.on('error', () => {});
// As the site does: int8 as a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const queries = queriesOf(pool);

const app = express();
app.set('views', join(import.meta.dirname, 'templates'));
app.set('view engine', 'ejs');
app.disable('x-powered-by');
app.use(compression());
Object.assign(app.locals, { formatAgo, formatCount, formatDate, formatDuration, formatViews, posterUrl, playlistUrl });

app.get('/', async (_request, response) => {
  const [views, newest, popular] = await Promise.all([queries.totalViews(), queries.newest(13), queries.popular(6)]);
  response.render('home', {
    title: 'Video Tutorials',
    views,
    newest: newest.slice(0, 12),
    more: newest.length > 12,
    popular,
  });
});

app.get('/videos', async (_request, response) => {
  const videos = await queries.newest(25);
  response.render('list', {
    title: 'All tutorials · Video Tutorials',
    videos: videos.slice(0, 24),
    last: videos[24] && videos[23],
  });
});

// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 handles rejections.
app.get('/watch/:videoId{/:slug}', async (request, response) => {
  const video = await queries.playable(request.params.videoId);
  if (!video) return void response.sendStatus(404);
  const [byCreator, newest] = await Promise.all([queries.byCreator(video, 5), queries.byOthers(video, 8)]);
  response.render('watch', { title: `${video.name} · Video Tutorials`, video, byCreator, newest });
});

// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- likewise
app.get('/creators/:handle', async (request, response) => {
  const creator = await queries.creator(request.params.handle);
  if (!creator) return void response.sendStatus(404);
  const videos = await queries.ofCreator(creator.ownerId, 24);
  response.render('creator', { title: `${creator.name} · Video Tutorials`, creator, videos });
});

// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- likewise
app.get('/series/:seriesId{/:slug}', async (request, response) => {
  const series = await queries.series(request.params.seriesId);
  if (!series) return void response.sendStatus(404);
  const lessons = await queries.lessons(series.seriesId);
  response.render('series', { title: `${series.title} · Video Tutorials`, series, lessons });
});

serve(app);
