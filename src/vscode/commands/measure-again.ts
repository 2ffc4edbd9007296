import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../core/counted.ts';
import { deviceTitle } from '../../node/inference/devices.ts';
import { showInformation } from '../messages.ts';
import type { CommandContext } from './context.ts';

/** **Lexica: Measure Again**: forgets how fast this machine ran models, and times the chosen one. */
export async function measureAgain({ sessions, device }: CommandContext): Promise<void> {
  const session = await sessions.choose();
  if (session === undefined) return;
  const measured = await session.run('LexiCLIP', (lexiclip, task) => lexiclip.measure(task));
  if (measured === undefined) return;
  device.note(measured);
  const { model, plan } = measured;
  if (plan === undefined) return;
  const { processes, threads, batch } = plan;
  void showInformation(
    l10n.t(
      '{model} on {device} is fastest with: processes {processes}, threads of each {threads}, {images} at a time.',
      {
        model: model.label,
        device: deviceTitle(measured.device.provider),
        processes,
        threads,
        images: countOfImages(batch),
      },
    ),
  );
}
