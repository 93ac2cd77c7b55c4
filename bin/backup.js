import { bootstrap } from './bootstrap.js';

bootstrap('bin/backup/backup.command.ts');
