import { Command, CommanderError } from '@commander-js/extra-typings';
import { isAbort, LexiclipError } from '../core/errors.ts';
import { describeError } from '../core/wording.ts';
import { clusters, makeConcept, renameCluster } from './clusters.ts';
import { doctor } from './doctor.ts';
import { exchangeOptions } from './exchange-options.ts';
import { exportMap } from './export.ts';
import { duplicates, outliers } from './findings.ts';
import { importFiles } from './import.ts';
import { modelsCommand } from './models.ts';
import {
  clusterOptions,
  cosine,
  fetchOptions,
  mapOptions,
  projectOptions,
  stageOptions,
  wholeNumber,
} from './options.ts';
import { search } from './search.ts';
import { setupCuda } from './setup-cuda.ts';
import { embed, explore, fetchImages, finish, project } from './stages.ts';
import { subset } from './subset.ts';
import { tell } from './terminal.ts';

/** Exit statuses, as documented in the README. */
const exitStatus = { done: 0, failed: 1, unusableArguments: 2, interrupted: 130 } as const;

/** Runs the command line; resolves to the exit status. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await program(interruption.signal).parseAsync(argv);
    return exitStatus.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitStatus.done : exitStatus.unusableArguments;
    tell(describeError(error));
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: describeError(error) })}\n`);
    if (isAbort(error)) return exitStatus.interrupted;
    return isArgumentError(error) ? exitStatus.unusableArguments : exitStatus.failed;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function program(signal: AbortSignal): Command {
  const root = new Command('lexiclip')
    .description(
      'Concepts go in, a map of images comes out, and everything in between is a file you can open.',
    )
    .exitOverride();
  const stage = (name: string, description: string) =>
    root
      .command(name)
      .description(description)
      .addOption(stageOptions.workspace)
      .addOption(stageOptions.endpoint)
      .addOption(stageOptions.dataset)
      .addOption(stageOptions.config)
      .addOption(stageOptions.split)
      .addOption(stageOptions.imageColumn)
      .addOption(stageOptions.textColumn)
      .addOption(stageOptions.requestsPerMinute)
      .addOption(stageOptions.folder)
      .addOption(stageOptions.copy)
      .addOption(stageOptions.hiddenTexts)
      .addOption(stageOptions.list)
      .addOption(stageOptions.model)
      .addOption(stageOptions.device)
      .addOption(stageOptions.inferenceEndpoint)
      .addOption(stageOptions.yes)
      .addOption(stageOptions.json);

  stage('explore', 'fetch, embed and project, in one go')
    .addOption(fetchOptions.count)
    .addOption(fetchOptions.source)
    .addOption(projectOptions.method)
    .addOption(projectOptions.newImages)
    .addOption(projectOptions.seed)
    .argument('[concepts...]', 'what to look for, for example: cat dog "sea lion"')
    .action((concepts, options) => explore(concepts, options, signal));
  stage('fetch', 'fetch images and their prompts')
    .addOption(fetchOptions.count)
    .addOption(fetchOptions.source)
    .argument('[concepts...]', 'what to look for')
    .action((concepts, options) => fetchImages(concepts, options, signal));
  stage('embed', 'compute the vectors that are missing').action((options) => embed(options, signal));
  stage('project', 'lay the vectors out as maps')
    .addOption(projectOptions.method)
    .addOption(projectOptions.newImages)
    .addOption(projectOptions.seed)
    .addOption(mapOptions.parameter)
    .addOption(mapOptions.name)
    .addOption(mapOptions.again)
    .addOption(mapOptions.stability)
    .action((options) => project(options, signal));
  stage('continue', 'embed what is missing, and make and update the maps')
    .addOption(projectOptions.method)
    .addOption(projectOptions.newImages)
    .addOption(projectOptions.seed)
    .action((options) => finish(options, signal));
  stage('search', 'rank the images by words, images and weights')
    .argument('<query...>', 'for example: "a red fruit", "horse + stripes - 2:grass", like:image-id')
    .option('--limit <number>', 'hits to show', wholeNumber(1, 10_000), 10)
    .action((words, options) => search(words, options, signal));
  stage('duplicates', 'list images that are nearly the same')
    .option('--similarity <cosine>', 'how alike they are at least, up to 1', cosine, 0.95)
    .action((options) => duplicates(options, signal));
  stage('outliers', 'list the images that are most unlike all others')
    .option('--limit <number>', 'images to show', wholeNumber(1, 10_000), 10)
    .action((options) => outliers(options, signal));
  const listing = stage('clusters', 'list the clusters of the images, by their names')
    .addOption(clusterOptions.level)
    .addOption(clusterOptions.seed)
    .addOption(clusterOptions.concepts)
    .addOption(clusterOptions.noConcepts)
    // The commands below have the options of this one, which commander takes wherever they stand.
    .configureHelp({ showGlobalOptions: true })
    .action((options) => clusters(options, signal));
  listing
    .command('rename')
    .description('give a cluster a name, which stays when clusters are computed again')
    .argument('<id>', 'the cluster’s id, as it is listed')
    .argument('[name]', 'without it, the name that its prompts suggest comes back')
    .action((id, name = '') => renameCluster(id, name, listing.opts(), signal));
  listing
    .command('concept')
    .description('make a concept of the images of a cluster')
    .argument('<id>', 'the cluster’s id, as it is listed')
    .argument('[name]', 'what the concept is called; without it, as the cluster is')
    .action((id, name = '') => makeConcept(id, name, listing.opts(), signal));
  stage('export', 'write the maps as a page or a picture, or images with what is known of them')
    .addOption(exchangeOptions.format)
    .addOption(exchangeOptions.output)
    .addOption(exchangeOptions.ids)
    .addOption(exchangeOptions.map)
    .addOption(exchangeOptions.repeats)
    .addOption(exchangeOptions.size)
    .addOption(exchangeOptions.scale)
    .addOption(exchangeOptions.colourBy)
    .addOption(exchangeOptions.background)
    .addOption(exchangeOptions.nsfw)
    .addOption(exchangeOptions.noGrids)
    .action((options) => exportMap(options, signal));
  stage('import', 'bring in vectors and maps that were computed elsewhere')
    .argument('<path>', 'a .npy, .parquet, .csv, .json or .jsonl file, or a folder of such')
    .addOption(exchangeOptions.kind)
    .addOption(exchangeOptions.name)
    .addOption(exchangeOptions.importIds)
    .action((path, options) => importFiles(path, options, signal));
  stage('subset', 'list images that stand for all')
    .addOption(exchangeOptions.count)
    .addOption(exchangeOptions.method)
    .addOption(exchangeOptions.seed)
    .addOption(exchangeOptions.ids)
    .addOption(exchangeOptions.nsfw)
    .addOption(exchangeOptions.noGrids)
    .action((options) => subset(options, signal));
  stage('doctor', 'tell what this machine offers').action((options) => doctor(options, signal));
  root
    .command('setup-cuda')
    .description('get what onnxruntime needs for NVIDIA GPUs on Linux, and tell what else is missing')
    .option('--yes', 'download without asking', false)
    .action((options) => setupCuda(options, signal));
  stage('mcp', 'answer a language model’s questions about the collection (Model Context Protocol, stdio)')
    .option('--write', 'also offer to fetch images and update maps; without it, nothing is fetched', false)
    // Loaded when it is asked for: no other command needs the protocol.
    .action(async (options) => (await import('./mcp.ts')).mcp(options, signal));
  root.addCommand(modelsCommand(signal));
  return root;
}

function isArgumentError(error: unknown): boolean {
  return (
    error instanceof LexiclipError &&
    ['bad-argument', 'bad-query', 'no-concepts', 'unknown-model'].includes(error.failure.kind)
  );
}
