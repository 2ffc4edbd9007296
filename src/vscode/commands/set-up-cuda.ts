import { missingForCuda } from '../../node/cuda/needs.ts';
import { isCudaSetUp } from '../../node/cuda/provider.ts';
import { setUpCuda as setUp } from '../../node/cuda/set-up.ts';
import { installationPaths } from '../../node/installation-paths.ts';
import { nodeTransport } from '../../node/node-transport.ts';
import { confirmDownload } from '../confirm-download.ts';
import { showInformation, showWarning } from '../messages.ts';
import { withProgress } from '../progress.ts';
import type { CommandContext } from './context.ts';

/** **Lexica: Set Up CUDA**: gets onnxruntime's provider for NVIDIA GPUs, and says what else the machine lacks. */
export async function setUpCuda({ sessions, log }: CommandContext): Promise<void> {
  const { cuda: folder, runtime } = installationPaths(sessions.installation.fsPath);
  if (!(await isCudaSetUp(folder))) {
    await withProgress('LexiCLIP', (task) =>
      setUp({ folder, runtime, transport: nodeTransport(), confirmDownload }, task),
    );
  }
  const missing = await missingForCuda();
  if (missing.length === 0) {
    void showInformation('CUDA is set up. The next images are embedded on the GPU.');
    return;
  }
  for (const { name, library, remedy } of missing) log.warn(`${name} is missing (${library}): ${remedy}.`);
  const [first] = missing;
  const names = missing.map(({ name }) => name).join(', ');
  const sentence = `The provider is here, but this machine lacks: ${names}. First: ${first?.remedy ?? ''}.`;
  const chosen = await showWarning(sentence, 'Show Log');
  if (chosen !== undefined) log.show();
}
