import * as l10n from '@vscode/l10n';
import { categoryFields, type ImageFields } from '../collection/image-fields.ts';

/**
 * How a field is asked for: `words` as plain words are; `text` is found anywhere in a value, `name` is the whole of one;
 * `number` and `date` are compared.
 */
type FieldKind = 'words' | 'text' | 'name' | 'number' | 'date';

interface SearchField {
  readonly kind: FieldKind;
  /** For people, beside its name. */
  readonly detail: () => string;
}

/** What queries may ask for, by the name that is typed; in the order in which they are offered. */
export const searchFields = {
  concept: { kind: 'name', detail: () => l10n.t('found by a concept') },
  cluster: { kind: 'text', detail: () => l10n.t('in a cluster') },
  tag: { kind: 'name', detail: () => l10n.t('with a tag') },
  rating: { kind: 'number', detail: () => l10n.t('rated 1 to 5') },
  prompt: { kind: 'words', detail: () => l10n.t('words in the prompt') },
  negative: { kind: 'words', detail: () => l10n.t('words in the negative prompt') },
  model: { kind: 'text', detail: () => l10n.t('the model that made the image') },
  sampler: { kind: 'text', detail: () => l10n.t('the sampler') },
  scheduler: { kind: 'text', detail: () => l10n.t('the scheduler') },
  steps: { kind: 'number', detail: () => l10n.t('steps of the sampler') },
  cfg: { kind: 'number', detail: () => l10n.t('guidance (CFG)') },
  seed: { kind: 'number', detail: () => l10n.t('the seed') },
  size: { kind: 'name', detail: () => l10n.t('width x height') },
  date: { kind: 'date', detail: () => l10n.t('when it was made') },
  tool: { kind: 'text', detail: () => l10n.t('the program that made the image') },
  folder: { kind: 'text', detail: () => l10n.t('the folder of the image file') },
  source: { kind: 'name', detail: () => l10n.t('where the image comes from') },
  id: { kind: 'name', detail: () => l10n.t('the id of the image') },
} as const satisfies Readonly<Record<string, SearchField>>;

export type SearchFieldName = keyof typeof searchFields;
type NamesOf<K extends FieldKind> = {
  [N in SearchFieldName]: (typeof searchFields)[N]['kind'] extends K ? N : never;
}[SearchFieldName];
export type WordsField = NamesOf<'words'>;
export type TextField = NamesOf<'text' | 'name'>;
export type NumberSearchField = NamesOf<'number' | 'date'>;

export const searchFieldNames = Object.keys(searchFields) as readonly SearchFieldName[];

/** The field of a name, however it is spelled; undefined for any other name. */
export function searchFieldNamed(name: string): SearchFieldName | undefined {
  const lower = name.toLowerCase();
  return searchFieldNames.find((one) => one === lower);
}

export function isNumberField(name: SearchFieldName): name is NumberSearchField {
  const { kind } = searchFields[name];
  return kind === 'number' || kind === 'date';
}

export function isWordsField(name: SearchFieldName): name is WordsField {
  return searchFields[name].kind === 'words';
}

/** An image, as queries see it. */
export interface SearchedImage {
  readonly id: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly fields: ImageFields;
  /** Indices into `Searched.concepts`. */
  readonly concepts: readonly number[];
}

/** The images that are searched. */
export interface Searched {
  readonly images: readonly SearchedImage[];
  readonly concepts: readonly string[];
  /** The names of the clusters of the image in a row; absent where no clusters are known. */
  readonly clustersOf?: ((row: number) => readonly string[]) | undefined;
}

/** The values that an image has in a field of words; none where it says nothing. */
export function valuesOf(
  field: TextField,
  { images, concepts, clustersOf }: Searched,
  row: number,
): readonly string[] {
  const image = images[row];
  if (image === undefined) return [];
  if (field === 'concept') return image.concepts.flatMap((index) => concepts[index] ?? []);
  if (field === 'cluster') return clustersOf?.(row) ?? [];
  if (field === 'tag') return image.fields.tags ?? [];
  if (field === 'id') return [image.id];
  const known = categoryFields.find((one) => one === field);
  const value = known === undefined ? undefined : image.fields[known];
  return value === undefined ? [] : [value];
}
