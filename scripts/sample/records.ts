import { conceptIcons, iconSets } from './drawings.ts';
import { readIconSet, type IconSet } from './icon-sets.ts';

/** Pixels on a side of a rendered drawing. */
export const DRAWING_PIXELS = 384;

/** A drawing's prompt file, as the collection will hold it. */
interface SampleRecord {
  readonly id: string;
  /** Inside the sample's folder. */
  readonly src: string;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly set: string;
  readonly icon: string;
  readonly author: { readonly name: string; readonly url: string };
  readonly licence: { readonly title: string; readonly spdx: string; readonly url: string };
}

export interface Drawing {
  readonly record: SampleRecord;
  readonly svg: string;
}

export function readIconSets(): Promise<IconSet[]> {
  return Promise.all(iconSets.map(readIconSet));
}

/** All drawings of each concept, set by set; a drawing that two names share comes once. */
export function drawingsOf(sets: readonly IconSet[]): ReadonlyMap<string, readonly Drawing[]> {
  const concepts = new Map<string, Drawing[]>();
  for (const [concept, names] of Object.entries(conceptIcons)) {
    const drawings = new Map<string, Drawing>();
    for (const set of sets) {
      for (const name of names) {
        const found = set.find(name);
        const id = `${set.id}-${found?.name ?? name}`;
        if (found !== undefined && !drawings.has(id)) drawings.set(id, drawing(id, concept, set, found));
      }
    }
    concepts.set(concept, [...drawings.values()]);
  }
  return concepts;
}

function drawing(id: string, concept: string, set: IconSet, icon: { name: string; svg: string }): Drawing {
  const { name, author, license } = set.info;
  const words = icon.name.replaceAll('-', ' ').replace(/ \d+$/, '');
  const record = {
    id,
    src: `${concept}/${id}.webp`,
    prompt: `A drawing of ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}, ${name} style`,
    width: DRAWING_PIXELS,
    height: DRAWING_PIXELS,
    set: name,
    icon: icon.name,
    author,
    licence: license,
  };
  return { record, svg: icon.svg };
}
