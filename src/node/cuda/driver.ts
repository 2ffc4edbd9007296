import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LexiclipError } from '../../core/errors.ts';

/** CUDA 12 runs on drivers from this one on (NVIDIA's "CUDA Compatibility", minor version compatibility). */
const OLDEST_DRIVER = 525;

/** What the kernel says of the driver. Windows' Linux has no such file, but its own `nvidia-smi`. */
const KERNEL_FILE = '/proc/driver/nvidia/version';
const PROGRAMS = ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];
const WSL_LIBRARY = '/usr/lib/wsl/lib/libcuda.so.1';
/** A driver that hangs is as good as none. */
const PROGRAM_MS = 5000;

/** Whether there seems to be a driver; asks no program. */
export async function isNvidiaDriverPresent(): Promise<boolean> {
  const found = await Promise.all(
    [KERNEL_FILE, WSL_LIBRARY].map((file) => stat(file).catch(() => undefined)),
  );
  return found.some((file) => file !== undefined);
}

/** The version of the NVIDIA driver: `550.54.14`. Undefined where there is none that answers. */
export async function nvidiaDriverVersion(): Promise<string | undefined> {
  const told = await readFile(KERNEL_FILE, 'utf8').catch(() => '');
  const version = driverVersionIn(told);
  if (version !== undefined) return version;
  for (const program of PROGRAMS) {
    try {
      const asked = ['--query-gpu=driver_version', '--format=csv,noheader'];
      const { stdout } = await promisify(execFile)(program, asked, { timeout: PROGRAM_MS, maxBuffer: 1e5 });
      const answer = /^\d+(\.\d+)*/.exec(stdout.trim())?.[0];
      if (answer !== undefined) return answer;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The version in what the kernel says: `NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 …`. */
export function driverVersionIn(text: string): string | undefined {
  return /^NVRM version:.*?\s(\d+(?:\.\d+)+)\s/m.exec(text)?.[1];
}

/** @throws LexiclipError `no-nvidia-driver` where there is none, or one that is too old for CUDA. */
export function checkDriver(found: string | undefined): void {
  if (found !== undefined && Number.parseInt(found, 10) >= OLDEST_DRIVER) return;
  throw new LexiclipError({ kind: 'no-nvidia-driver', found, oldest: OLDEST_DRIVER });
}
