import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';

/** Something that onnxruntime's CUDA provider needs from the machine. */
export interface CudaNeed {
  readonly name: string;
  /** A library by which it is known, as the provider links it (its documentation, "CUDA Execution Provider"). */
  readonly library: string;
  /** What to do where it is missing. */
  readonly remedy: string;
}

const cudaNeeds = (): readonly CudaNeed[] => [
  {
    name: l10n.t('NVIDIA driver'),
    library: 'libcuda.so.1',
    remedy: l10n.t('install the driver of your distribution, or NVIDIA’s (version 525 or newer)'),
  },
  {
    name: 'CUDA 12',
    library: 'libcublasLt.so.12',
    remedy: l10n.t('install the CUDA Toolkit 12 (package cuda-toolkit-12), or its runtime libraries'),
  },
  {
    name: 'cuDNN 9',
    library: 'libcudnn.so.9',
    remedy: l10n.t('install cuDNN 9 for CUDA 12 (package cudnn9-cuda-12)'),
  },
];

/** Where such libraries are besides the loader's own places: toolkits, containers, and Windows' Linux. */
const FOLDERS = ['/usr/local/cuda/lib64', '/usr/local/nvidia/lib64', '/usr/lib/wsl/lib'];

/** What the machine lacks of what CUDA needs, in the order in which it is installed. */
export async function missingForCuda(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<readonly CudaNeed[]> {
  const searched = [...(env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean), ...FOLDERS];
  const inFolders = await Promise.all(searched.map((folder) => readdir(folder).catch(() => [])));
  const found = new Set(inFolders.flat());
  for (const name of await loaderCache()) found.add(name);
  return cudaNeeds().filter(({ library }) => !found.has(library));
}

/** The names of the libraries that the loader knows; none where its list cannot be had. */
async function loaderCache(): Promise<readonly string[]> {
  for (const program of ['ldconfig', '/sbin/ldconfig']) {
    try {
      const { stdout } = await promisify(execFile)(program, ['-p'], { maxBuffer: 1e7 });
      return [...stdout.matchAll(/=> (\S+)/g)].map(([, file]) => path.basename(file ?? ''));
    } catch {
      continue;
    }
  }
  return [];
}
