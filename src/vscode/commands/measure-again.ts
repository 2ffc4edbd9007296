import { counted, countOfImages } from '../../core/counted.ts';
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
  const together = processes === 1 ? '1 process' : `${processes} processes`;
  void showInformation(
    `${model.label} on ${deviceTitle(measured.device.provider)} is fastest with ${together} of ${counted(threads, 'thread')}, ${countOfImages(batch)} at a time.`,
  );
}
