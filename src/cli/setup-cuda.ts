import { describeBytes } from '../core/bytes.ts';
import { missingForCuda } from '../node/cuda/needs.ts';
import { isCudaSetUp } from '../node/cuda/provider.ts';
import { setUpCuda } from '../node/cuda/set-up.ts';
import { environmentTransport } from '../node/environment-transport.ts';
import { installationPaths } from '../node/installation-paths.ts';
import { installation } from './compose.ts';
import { confirm, tell, terminalTask } from './terminal.ts';

/** Gets onnxruntime's CUDA provider, and says what else the machine lacks. */
export async function setupCuda({ yes }: { readonly yes: boolean }, signal: AbortSignal): Promise<void> {
  const { cuda: folder, runtime } = installationPaths(installation);
  if (await isCudaSetUp(folder)) tell(`The CUDA provider is in ${folder}.`);
  else {
    const network = environmentTransport();
    try {
      const confirmDownload = async (asked: {
        label: string;
        bytes: number;
        licence: string;
        url: string;
      }): Promise<boolean> =>
        yes ||
        confirm(
          `Download ${asked.label} (${describeBytes(asked.bytes)}, ${asked.licence}) from ${asked.url}?`,
          signal,
        );
      await setUpCuda(
        { folder, runtime, transport: network.transport, confirmDownload },
        terminalTask(signal),
      );
    } finally {
      await network.close();
    }
    tell(`The CUDA provider is set up in ${folder}.`);
  }
  const missing = await missingForCuda();
  for (const { name, library, remedy } of missing) tell(`${name} is missing (${library}): ${remedy}.`);
  if (missing.length === 0) tell('Nothing else is missing. Check it with: lexiclip doctor');
}
