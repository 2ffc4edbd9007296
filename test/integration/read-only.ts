import { execFileSync } from 'node:child_process';

/** A program, with arguments, that runs another one for whom a folder is read-only, even where it is root. */
export function readOnly(folder: string): readonly [string, ...string[]] {
  const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"';
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, folder];
}

/** Why that cannot be done here, or undefined where it can. */
export const withoutMounts = canMount()
  ? undefined
  : 'no folder can be made read-only here: it takes Linux with user namespaces';

function canMount(): boolean {
  try {
    const [program, ...args] = readOnly(import.meta.dirname);
    execFileSync(program, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
