import path from 'node:path';
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { levelNames } from '../core/collection/clusters-schema.ts';
import { projectionMethods, type ParameterValue, type ProjectionMethod } from '../core/collection/schema.ts';
import { DIFFUSION_DB } from '../core/fetch/hugging-face.ts';
import { usualMethods } from '../core/project/parameters.ts';
import { newImagesChoices, type NewImagesChoice } from '../core/reports.ts';
import { deviceNames, type DeviceName } from '../node/inference/devices.ts';
import { MOST_OWN_IMAGES, sourceIds, type SourceId } from '../node/sources/open-source.ts';

/** What every stage takes. */
export interface StageOptions {
  readonly workspace: string;
  readonly endpoint?: string;
  readonly dataset?: string;
  readonly config?: string;
  readonly split?: string;
  readonly imageColumn?: string;
  readonly textColumn?: string;
  readonly requestsPerMinute: number;
  readonly folder?: string;
  readonly copy: boolean;
  readonly hiddenTexts: boolean;
  readonly list?: string;
  readonly model?: string;
  readonly device: DeviceName;
  readonly inferenceEndpoint?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

export interface FetchOptions extends StageOptions {
  readonly count?: number;
  readonly source: SourceId;
}

export interface ProjectOptions extends StageOptions {
  readonly method: readonly ProjectionMethod[];
  readonly seed: number;
  readonly newImages: NewImagesChoice;
}

export interface MapOptions extends ProjectOptions {
  readonly parameter: Readonly<Record<string, ParameterValue>>;
  readonly name?: string;
  readonly again: boolean;
  readonly stability: boolean;
}

/* Each command names the options that it takes, so that what its action is given has a type. */

export const stageOptions = {
  workspace: new Option('--workspace <folder>', 'folder that holds the collection (.lexiclip)')
    .argParser(absolute)
    .default(process.cwd()),
  endpoint: new Option(
    '--endpoint <url>',
    'another address of the service: the whole search URL of --source lexica, the start of the others’ (https://host)',
  ).argParser(url),
  dataset: new Option(
    '--dataset <owner/name>',
    `what --source huggingface searches: any dataset with an image and a text column (default: ${DIFFUSION_DB.dataset})`,
  ),
  config: new Option(
    '--config <name>',
    `subset of the dataset (default: ${DIFFUSION_DB.config}; of another dataset, its first)`,
  ),
  split: new Option('--split <name>', 'split of the dataset (default: train, or its first)'),
  imageColumn: new Option('--image-column <name>', 'column of images (default: the first)'),
  textColumn: new Option(
    '--text-column <name>',
    'column that becomes the prompt (default: prompt, caption, text, or the first text)',
  ),
  requestsPerMinute: new Option('--requests-per-minute <number>', 'searches that may start within a minute')
    .argParser(wholeNumber(1, 6000))
    .default(20),
  folder: new Option(
    '--folder <folder>',
    'images for --source folder; its sub-folders are the concepts',
  ).argParser(absolute),
  copy: new Option('--copy', 'copy the images of --folder into the collection').default(false),
  hiddenTexts: new Option(
    '--hidden-texts',
    'look for prompts that are hidden in the pixels of --folder’s images, as NovelAI and Forge can write them (slow)',
  ).default(false),
  list: new Option(
    '--list <file>',
    'JSON or JSON Lines for --source list; each item names an image and its prompt',
  ).argParser(absolute),
  model: new Option('--model <id or path>', 'model id, or path of an .onnx file'),
  device: new Option('--device <name>', 'where the model runs').choices(deviceNames).default('auto'),
  inferenceEndpoint: new Option(
    '--inference-endpoint <url>',
    'a server of the Open Inference Protocol that embeds instead',
  ).argParser(url),
  yes: new Option('--yes', 'download the model without asking').default(false),
  json: new Option('--json', 'print one JSON object on standard output at the end').default(false),
};

export const fetchOptions = {
  count: new Option(
    '--count <number>',
    'images for each concept (default: 10; all of --source folder and list)',
  ).argParser(wholeNumber(1, MOST_OWN_IMAGES)),
  source: new Option(
    '--source <name>',
    'where images come from; a concept of civitai is a tag, model:<number or name> or user:<name>',
  )
    .choices(sourceIds)
    .default('lexica'),
};

export const projectOptions = {
  method: new Option('--method <names>', `maps to make: ${projectionMethods.join(', ')}`)
    .argParser(methods)
    .default([...usualMethods]),
  newImages: new Option('--new-images <how>', 'what becomes of a map that stands when images are added')
    .choices(newImagesChoices)
    .default('refit'),
  seed: new Option('--seed <number>', 'seed of the maps; the same seed gives the same map')
    .argParser(wholeNumber(0, 2 ** 31 - 1))
    .default(42),
};

/** What `project` takes beside: parameters and names are of one map. */
export const mapOptions = {
  parameter: new Option('--parameter <name=value>', 'a parameter of the method; may be given several times')
    .argParser(parameter)
    .default({}),
  name: new Option('--name <name>', 'name of the map; without it, the method'),
  again: new Option('--again', 'compute anew, also where nothing changed').default(false),
  stability: new Option('--stability', 'run it from other starts, too, and tell how much they agree').default(
    false,
  ),
};

export const clusterOptions = {
  level: new Option('--level <name>', 'the level to list (default: all)').choices(levelNames),
  seed: new Option(
    '--seed <number>',
    'seed of the clusters (default: that of those that stand, or 42)',
  ).argParser(wholeNumber(0, 2 ** 31 - 1)),
  concepts: new Option('--concepts', 'name images without a prompt by their concepts'),
  noConcepts: new Option('--no-concepts', 'name clusters by prompts alone'),
};

export const tagOptions = {
  add: new Option('--add <tags>', 'tags to add, with commas between them').argParser(tags),
  remove: new Option('--remove <tags>', 'tags to remove').argParser(tags),
  rate: new Option('--rate <stars>', 'a rating of 1 to 5; 0 removes it').argParser(wholeNumber(0, 5)),
};

/** Several options of a kind add up. */
function tags(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').filter((tag) => tag.trim() !== '')];
}

/** Which methods have it, and whether the value fits, is known where the method is (see `stages.ts`). */
function parameter(
  text: string,
  before: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('It must be a name and a value: neighbors=30.');
  return { ...before, [name]: Number.isFinite(Number(value)) ? Number(value) : value };
}

function absolute(value: string): string {
  return path.resolve(value);
}

function url(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new InvalidArgumentError('It must be an http or https URL.');
  return value;
}

export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

export function cosine(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number above 0, at most 1.');
}

function methods(value: string): ProjectionMethod[] {
  return value.split(',').map((name) => {
    const method = projectionMethods.find((known) => known === name.trim().toLowerCase());
    if (method === undefined)
      throw new InvalidArgumentError(`Known methods: ${projectionMethods.join(', ')}.`);
    return method;
  });
}
