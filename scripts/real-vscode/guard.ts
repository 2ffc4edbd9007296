import { spawn } from 'node:child_process';

/*
 * Leads a process group of its own, runs the program of its arguments in it, and ends the group when its standard
 * input closes: on request, but also when whoever started it was killed and could end nothing any more.
 */

const graceMs = 5000;

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('exit', () => endGroup());
process.once('SIGTERM', () => undefined);
process.stdin.once('close', () => {
  process.kill(0, 'SIGTERM');
  setTimeout(endGroup, graceMs);
});
process.stdin.resume();

/** Extension hosts can outlive their server: whatever is left in the group goes, this process with it. */
function endGroup(): void {
  process.kill(0, 'SIGKILL');
}
