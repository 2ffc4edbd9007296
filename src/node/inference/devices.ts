import type { Provider } from '../../protocol/inference.ts';

export const deviceNames = ['auto', 'cpu', 'cuda', 'directml', 'coreml', 'webgpu'] as const;
export type DeviceName = (typeof deviceNames)[number];

/** For people. */
const deviceTitles: Readonly<Record<DeviceName, string>> = {
  auto: 'any device',
  cpu: 'CPU',
  cuda: 'CUDA',
  directml: 'DirectML',
  coreml: 'CoreML',
  webgpu: 'WebGPU',
};

/** The same by what runs them. */
export const providerTitles: Readonly<Record<Provider, string>> = {
  cpu: deviceTitles.cpu,
  cuda: deviceTitles.cuda,
  dml: deviceTitles.directml,
  coreml: deviceTitles.coreml,
  webgpu: deviceTitles.webgpu,
};

/**
 * The GPU providers worth trying on a platform, best first: those that onnxruntime-node's prebuilt binaries
 * can have there (its README, "Supported platforms").
 */
export function gpuProviders(platform: NodeJS.Platform, arch: string): readonly Provider[] {
  if (platform === 'win32') return ['dml', 'webgpu'];
  if (platform === 'darwin') return ['coreml', 'webgpu'];
  if (platform === 'linux' && arch === 'x64') return ['cuda', 'webgpu'];
  return [];
}

/** The providers to try for a chosen device, in order; `auto` ends at the CPU, a named device stands alone. */
export function providersFor(
  device: DeviceName,
  platform: NodeJS.Platform,
  arch: string,
): readonly Provider[] {
  if (device === 'auto') return [...gpuProviders(platform, arch), 'cpu'];
  return [device === 'directml' ? 'dml' : device];
}

/** A device for people; what is none, as a server, by its own name. */
export function deviceTitle(device: string): string {
  const known = deviceNames.find((name) => name === device);
  return known === undefined ? device : deviceTitles[known];
}

/** The name under which users know a provider. */
export function deviceNameOf(provider: Provider): DeviceName {
  return provider === 'dml' ? 'directml' : provider;
}
