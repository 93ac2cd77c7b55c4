import { bootstrap } from './bootstrap.js';

bootstrap('workers/supervisor/start.command.ts');
