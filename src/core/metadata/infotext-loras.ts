import type { JsonValue } from '../collection/json-value.ts';
import { asObject } from './generation.ts';

const TAG = /<(?:lora|lyco|locon):([^:<>\n]{1,200})(?::([^:<>\n]{0,60}))?(?::[^<>\n]{0,60})?>/gi;

/** The networks that a prompt names in AUTOMATIC1111's way, `<lora:name:weight>`. */
function lorasInPrompt(prompt: string): { name: string; weight?: string }[] {
  return [...prompt.matchAll(TAG)].map(([, name = '', weight]) =>
    weight === undefined ? { name } : { name, weight },
  );
}

/** Those of the prompt, then those that only `Lora hashes` or `Civitai resources` name. */
export function lorasOfInfotext(prompt: string, parameters: ReadonlyMap<string, string>): JsonValue[] {
  const loras: { name: string; weight?: JsonValue }[] = [...lorasInPrompt(prompt)];
  const add = (name: string, weight?: JsonValue): void => {
    if (loras.some((lora) => lora.name === name) || loras.length >= 100) return;
    loras.push(weight === undefined ? { name } : { name, weight });
  };
  const hashes = (parameters.get('Lora hashes') ?? '').replaceAll('"', '');
  for (const part of hashes.slice(0, 20_000).split(',')) {
    const name = part.slice(0, part.lastIndexOf(':')).trim();
    if (name !== '') add(name);
  }
  for (const resource of resourcesIn(parameters.get('Civitai resources'))) {
    const { type, modelName, weight } = asObject(resource) ?? {};
    const named = typeof modelName === 'string' && typeof type === 'string';
    if (named && /^(?:lora|lycoris|locon|dora)$/i.test(type)) add(modelName, weight);
  }
  return loras;
}

function resourcesIn(text: string | undefined): JsonValue[] {
  if (text === undefined) return [];
  try {
    const value = JSON.parse(text) as JsonValue;
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
