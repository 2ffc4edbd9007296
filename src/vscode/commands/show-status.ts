import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { workLine } from '../../core/describe-progress.ts';
import { isNvidiaDriverPresent } from '../../node/cuda/driver.ts';
import { isCudaPlatform, isCudaSetUp } from '../../node/cuda/provider.ts';
import { installationPaths } from '../../node/installation-paths.ts';
import { pickOne, type ListItem } from '../quick-input.ts';
import type { CommandContext } from './context.ts';

interface StatusItem extends ListItem {
  readonly run: () => unknown;
}

/** **Lexica: Status**: what is being done, which model embeds on which device and why, and what can be changed about it. */
export async function showStatus({ sessions, device }: CommandContext): Promise<void> {
  const { works } = sessions;
  const { executeCommand } = vscode.commands;
  const running = works.all.map((work): StatusItem => ({
    icon: 'stop-circle',
    label: l10n.t('Cancel'),
    description: work.folder?.name ?? '',
    detail: workLine(work.text),
    run: () => works.cancel(work),
  }));
  const { model, device: name, reason } = device.text;
  const items: readonly StatusItem[] = [
    ...running,
    {
      icon: 'circuit-board',
      label: name === undefined ? model : l10n.t('{0} on {1}', model, name),
      description: l10n.t('Open Settings'),
      detail: reason,
      run: () => executeCommand('workbench.action.openSettings', 'lexiclip.device'),
    },
    {
      icon: 'symbol-misc',
      label: l10n.t('Choose Model'),
      detail: l10n.t('CLIP, other models, or a file of your own'),
      run: () => executeCommand('lexiclip.chooseModel'),
    },
    {
      icon: 'dashboard',
      label: l10n.t('Measure Again'),
      detail: l10n.t('Times the model on this machine anew and keeps the fastest way of running it'),
      run: () => executeCommand('lexiclip.measureAgain'),
    },
    ...((await wouldCudaHelp(sessions.installation.fsPath))
      ? [
          {
            icon: 'zap',
            label: l10n.t('Set Up CUDA'),
            detail: l10n.t('This machine has an NVIDIA GPU; with CUDA, images are embedded on it'),
            run: () => executeCommand('lexiclip.setUpCuda'),
          },
        ]
      : []),
    { icon: 'output', label: l10n.t('Show Log'), run: () => executeCommand('lexiclip.showLog') },
  ];
  const picked = await pickOne(items, {
    title: l10n.t('LexiCLIP: Status'),
    placeholder:
      running.length > 0 ? l10n.t('LexiCLIP is working') : l10n.t('How LexiCLIP embeds on this machine'),
  });
  await picked?.run();
}

/** Whether there is an NVIDIA GPU that nothing was set up for. */
async function wouldCudaHelp(installation: string): Promise<boolean> {
  if (!isCudaPlatform() || (await isCudaSetUp(installationPaths(installation).cuda))) return false;
  return isNvidiaDriverPresent();
}
