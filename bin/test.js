import { bootstrap } from './bootstrap.js';

bootstrap('workers/supervisor/test.command.ts');
