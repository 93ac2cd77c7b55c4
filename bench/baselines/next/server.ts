import { createServer } from 'node:http';
import next from 'next';
import { serve } from '../serve';

/** Serves the built application in the folder DIR by Next, as the site's own server does. */
const app = next({ dev: false, dir: process.env.DIR, httpServer: createServer() });
await app.prepare();
const render = app.getRequestHandler();
serve((request, response) => void render(request, response));
