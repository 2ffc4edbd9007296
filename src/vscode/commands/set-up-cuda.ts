import * as l10n from '@vscode/l10n';
import { describeBytes } from '../../core/bytes.ts';
import { localList } from '../../core/language.ts';
import { checkDriver, nvidiaDriverVersion } from '../../node/cuda/driver.ts';
import { missingForCuda } from '../../node/cuda/needs.ts';
import { checkCudaPlatform, isCudaSetUp } from '../../node/cuda/provider.ts';
import { nugetHost, setUpCuda as setUp } from '../../node/cuda/set-up.ts';
import { installationPaths } from '../../node/installation-paths.ts';
import { nodeTransport } from '../../node/node-transport.ts';
import { confirm, showInformation, showWarning } from '../messages.ts';
import type { CommandContext } from './context.ts';

/** Its size is known only once NuGet is asked: a package that is larger than this is asked about again. */
const ANNOUNCED_BYTES = 500e6;

/**
 * **Lexica: Set Up CUDA**: looks for the NVIDIA driver, asks, gets onnxruntime's CUDA provider, and says what else the
 * machine lacks.
 */
export async function setUpCuda({ sessions, log }: CommandContext): Promise<void> {
  checkCudaPlatform();
  checkDriver(await nvidiaDriverVersion());
  const { cuda: folder, runtime } = installationPaths(sessions.installation.fsPath);
  if (!(await isCudaSetUp(folder))) {
    if (!(await ask(l10n.t('up to {0}', describeBytes(ANNOUNCED_BYTES)), folder))) return;
    await sessions.works.run({ title: l10n.t('LexiCLIP: Set Up CUDA') }, (task) => {
      const confirmDownload = ({ bytes }: { readonly bytes: number }): Promise<boolean> =>
        bytes <= ANNOUNCED_BYTES ? Promise.resolve(true) : ask(describeBytes(bytes), folder);
      return setUp({ folder, runtime, transport: nodeTransport(), confirmDownload }, task);
    });
  }
  const missing = await missingForCuda();
  if (missing.length === 0) {
    void showInformation(l10n.t('CUDA is set up. The next images are embedded on the GPU.'));
    return;
  }
  for (const { name, library, remedy } of missing)
    log.warn(`CUDA needs ${name}, which is missing (${library}): ${remedy}.`);
  const [first] = missing;
  const names = localList(missing.map(({ name }) => name));
  const sentence = l10n.t('CUDA is downloaded, but this machine lacks {names}. Next: {remedy}.', {
    names,
    remedy: first?.remedy ?? '',
  });
  const chosen = await showWarning(sentence, l10n.t('Show Log'));
  if (chosen !== undefined) log.show();
}

/** Before anything is connected to: what, how much, from where, to where. */
async function ask(size: string, folder: string): Promise<boolean> {
  const details = [
    l10n.t('LexiCLIP downloads onnxruntime’s library for CUDA, with which NVIDIA GPUs embed images.'),
    l10n.t('Size: {0} · Licence: {1}', size, 'MIT (Microsoft)'),
    l10n.t('From: {0}', nugetHost()),
    l10n.t('To: {0}', folder),
  ];
  const download = l10n.t('Download');
  return (await confirm('information', l10n.t('Set up CUDA?'), details, download)) === download;
}
