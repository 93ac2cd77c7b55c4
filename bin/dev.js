import { bootstrap } from './bootstrap.js';

bootstrap('workers/supervisor/dev.command.ts');
