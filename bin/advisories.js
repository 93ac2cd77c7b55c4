// Fails if a package that a site runs has a known vulnerability, where the registry answers such questions.
import { spawnSync } from 'child_process';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';
import { readAdvisories } from './read-advisories.js';
import { say } from './say.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// The npm that started this process, or the one on the PATH.
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const { stdout } = spawnSync(npm[0], [...npm.slice(1), 'audit', '--json', '--omit=dev'], {
  cwd: root,
  encoding: 'utf8',
});
const told = readAdvisories(stdout || '');
if (told.kind === 'unknown') say('!', 'Nobody knows: the registry tells no advisories (' + told.reason + ')');
else if (told.lines.length === 0) say('✓', 'No package that a site runs has a known vulnerability');
else {
  told.lines.forEach((line) => say('✗', line));
  process.exitCode = 1;
}
