import { missingForCuda } from '../node/cuda/needs.ts';
import { isCudaSetUp } from '../node/cuda/provider.ts';
import { gpuProviders, providerTitles } from '../node/inference/devices.ts';
import { InferenceProcess } from '../node/inference/process.ts';
import { describeRefusal } from '../node/inference/refusal.ts';
import { installationPaths } from '../node/installation-paths.ts';
import { modelInventory } from '../node/models/inventory.ts';
import { installation } from './compose.ts';
import type { StageOptions } from './options.ts';
import { terminalLogger } from './terminal.ts';

/** Tells what this machine offers, without the network: Node, devices (each one started), models. */
export async function doctor({ json }: StageOptions, signal: AbortSignal): Promise<void> {
  const { inferenceEntry, modelCache, cuda } = installationPaths(installation);
  const inference = new InferenceProcess(inferenceEntry, terminalLogger, cuda);
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
  const used = Object.entries(devices).find(([, state]) => state === 'works')?.[0];
  const downloaded = (await modelInventory(modelCache)).filter(({ files }) => files.length > 0);
  const report = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    devices,
    used: `${used ?? 'none'} is tried first where the device is auto`,
    ...('CUDA' in devices ? { cudaSetUp: await cudaState(cuda) } : {}),
    models: downloaded.map(({ model }) => model.id).join(', ') || 'none downloaded',
    modelCache,
  };
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else for (const line of linesOf(report)) process.stdout.write(`${line}\n`);
}

async function cudaState(folder: string): Promise<string> {
  const missing = (await missingForCuda()).map(({ name }) => name);
  const lacks = missing.length === 0 ? 'nothing else is missing' : `missing: ${missing.join(', ')}`;
  return `${(await isCudaSetUp(folder)) ? 'set up' : 'not set up (lexiclip setup-cuda)'}; ${lacks}`;
}

function linesOf({
  devices,
  ...rest
}: { devices: Record<string, string> } & Record<string, unknown>): string[] {
  const lines = { ...rest, ...devices };
  const width = Math.max(...Object.keys(lines).map((name) => name.length));
  return Object.entries(lines).map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`);
}
