import { variantFor, type ModelVariant } from '../../core/embed/model-description.ts';
import type { Provider } from '../../protocol/inference.ts';
import { providersFor, type DeviceName } from './devices.ts';

/** The precisions of a model that may serve on a chosen device of this machine, best first, each once. */
export function suitableVariants(
  variants: readonly ModelVariant[],
  device: DeviceName,
): readonly ModelVariant[] {
  const targets = new Set(providersFor(device, process.platform, process.arch).map(targetOf));
  return [...new Set([...targets].flatMap((target) => variantFor(variants, target) ?? []))];
}

/** What a provider's variant of a model is made for. */
export function targetOf(provider: Provider): 'cpu' | 'gpu' {
  return provider === 'cpu' ? 'cpu' : 'gpu';
}
