import type { Lora } from './generation.ts';

/** The networks that a prompt of AUTOMATIC1111's syntax names: `<lora:name:0.8>`. */
export function lorasIn(prompt: string): Lora[] {
  return [...prompt.matchAll(/<lora:([^:<>]{1,200})(?::(-?[\d.]{1,20}))?[^<>]{0,100}>/g)].map(
    ([, name = '', weight]) => ({
      name,
      ...(weight === undefined || !Number.isFinite(Number(weight)) ? {} : { weight: Number(weight) }),
    }),
  );
}
