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
    label: 'Cancel',
    description: work.folder?.name ?? '',
    detail: workLine(work.text),
    run: () => works.cancel(work),
  }));
  const { model, device: name, reason } = device.text;
  const items: readonly StatusItem[] = [
    ...running,
    {
      icon: 'circuit-board',
      label: name === undefined ? model : `${model} on ${name}`,
      description: 'Open Settings',
      detail: reason,
      run: () => executeCommand('workbench.action.openSettings', 'lexiclip.device'),
    },
    {
      icon: 'symbol-misc',
      label: 'Choose Model',
      detail: 'CLIP, other models, or a file of your own',
      run: () => executeCommand('lexiclip.chooseModel'),
    },
    {
      icon: 'dashboard',
      label: 'Measure Again',
      detail: 'Times the model on this machine anew and keeps the fastest way of running it',
      run: () => executeCommand('lexiclip.measureAgain'),
    },
    ...((await wouldCudaHelp(sessions.installation.fsPath))
      ? [
          {
            icon: 'zap',
            label: 'Set Up CUDA',
            detail: 'This machine has an NVIDIA GPU; with CUDA, images are embedded on it',
            run: () => executeCommand('lexiclip.setUpCuda'),
          },
        ]
      : []),
    { icon: 'output', label: 'Show Log', run: () => executeCommand('lexiclip.showLog') },
  ];
  const picked = await pickOne(items, {
    title: 'LexiCLIP: Status',
    placeholder: running.length > 0 ? 'LexiCLIP is working' : 'How LexiCLIP embeds on this machine',
  });
  await picked?.run();
}

/** Whether there is an NVIDIA GPU that nothing was set up for. */
async function wouldCudaHelp(installation: string): Promise<boolean> {
  if (!isCudaPlatform() || (await isCudaSetUp(installationPaths(installation).cuda))) return false;
  return isNvidiaDriverPresent();
}
