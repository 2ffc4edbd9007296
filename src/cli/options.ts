import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { projectionMethods, type ParameterValue, type ProjectionMethod } from '../core/collection/schema.ts';
import { LEXICA_ENDPOINT } from '../core/fetch/lexica.ts';
import { usualMethods } from '../core/project/parameters.ts';
import { newImagesChoices, type NewImagesChoice } from '../core/reports.ts';
import { deviceNames, type DeviceName } from '../node/inference/devices.ts';
import { sourceIds, type SourceId } from '../node/sources/open-source.ts';

/** What every stage takes. */
export interface StageOptions {
  readonly workspace: string;
  readonly endpoint: string;
  readonly requestsPerMinute: number;
  readonly folder?: string;
  readonly copy: boolean;
  readonly list?: string;
  readonly model?: string;
  readonly device: DeviceName;
  readonly inferenceEndpoint?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

export interface FetchOptions extends StageOptions {
  readonly count: number;
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

export function addStageOptions(command: Command): Command {
  return command
    .option('--workspace <folder>', 'folder that holds the collection (.lexiclip)', absolute, process.cwd())
    .option('--endpoint <url>', 'whole search URL of Lexica or of a mirror', url, LEXICA_ENDPOINT)
    .option(
      '--requests-per-minute <number>',
      'searches that may start within a minute',
      wholeNumber(1, 6000),
      20,
    )
    .option('--folder <folder>', 'images for --source folder; its sub-folders are the concepts', absolute)
    .option('--copy', 'copy the images of --folder into the collection', false)
    .option(
      '--list <file>',
      'JSON or JSON Lines for --source list; each item names an image and its prompt',
      absolute,
    )
    .option('--model <id or path>', 'model id, or path of an .onnx file')
    .addOption(new Option('--device <name>', 'where the model runs').choices(deviceNames).default('auto'))
    .option('--inference-endpoint <url>', 'a server of the Open Inference Protocol that embeds instead', url)
    .option('--yes', 'download the model without asking', false)
    .option('--json', 'print one JSON object on standard output at the end', false);
}

export function addFetchOptions(command: Command): Command {
  return command
    .option('--count <number>', 'images for each concept', wholeNumber(1, 1000), 10)
    .addOption(new Option('--source <name>', 'where images come from').choices(sourceIds).default('lexica'));
}

export function addProjectOptions(command: Command): Command {
  return command
    .option('--method <names>', `maps to make: ${projectionMethods.join(', ')}`, methods, [...usualMethods])
    .addOption(
      new Option('--new-images <how>', 'what becomes of a map that stands when images are added')
        .choices(newImagesChoices)
        .default('refit'),
    )
    .option(
      '--seed <number>',
      'seed of the maps; the same seed gives the same map',
      wholeNumber(0, 2 ** 31 - 1),
      42,
    );
}

/** What `project` takes beside: parameters and names are of one map. */
export function addMapOptions(command: Command): Command {
  return command
    .option(
      '--parameter <name=value>',
      'a parameter of the method; may be given several times',
      parameter,
      {},
    )
    .option('--name <name>', 'name of the map; without it, the method')
    .option('--again', 'compute anew, also where nothing changed', false)
    .option('--stability', 'run it from other starts, too, and tell how much they agree', false);
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
    throw new InvalidArgumentError(`It must be a whole number from ${String(min)} to ${String(max)}.`);
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
