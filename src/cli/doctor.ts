import { CLIP } from '../core/embed/models.ts';
import { gpuProviders, providerTitles } from '../node/inference/devices.ts';
import { InferenceProcess } from '../node/inference/process.ts';
import { describeRefusal } from '../node/inference/refusal.ts';
import { isModelPresent } from '../node/models/model-files.ts';
import { placesIn } from '../node/places.ts';
import { installation } from './compose.ts';
import type { StageOptions } from './options.ts';
import { terminalLogger } from './terminal.ts';

/** Tells what this machine offers, without the network: Node, devices (each one started), models. */
export async function doctor({ json }: StageOptions, signal: AbortSignal): Promise<void> {
  const { inferenceEntry, modelCache } = placesIn(installation);
  const inference = new InferenceProcess(inferenceEntry, terminalLogger);
  const devices: Record<string, string> = {};
  try {
    for (const provider of [...gpuProviders(process.platform, process.arch), 'cpu'] as const) {
      devices[providerTitles[provider]] = await inference
        .client()
        .call('probe', { provider }, signal)
        .then(
          () => 'works',
          (error: unknown) => `does not start: ${describeRefusal(error)}`,
        );
    }
  } finally {
    inference.dispose();
  }
  const report = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    devices,
    clip: (await isModelPresent(CLIP, modelCache)) ? 'downloaded' : 'not downloaded',
    modelCache,
  };
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else for (const line of linesOf(report)) process.stdout.write(`${line}\n`);
}

function linesOf({
  devices,
  ...rest
}: { devices: Record<string, string> } & Record<string, unknown>): string[] {
  const lines = { ...rest, ...devices };
  const width = Math.max(...Object.keys(lines).map((name) => name.length));
  return Object.entries(lines).map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`);
}
