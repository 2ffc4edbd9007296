import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { isAbort, LexiclipError } from '../core/errors.ts';
import { keepRules } from '../core/neighbours/keepers.ts';
import { outlierKinds } from '../core/reports.ts';
import { describeError } from '../core/wording.ts';
import { clusters, makeConcept, renameCluster } from './clusters.ts';
import { compare } from './compare.ts';
import { addCurateCommands } from './curate-commands.ts';
import { doctor } from './doctor.ts';
import { duplicates } from './duplicates.ts';
import { exchangeOptions } from './exchange-options.ts';
import { exportMap } from './export.ts';
import { outliers } from './findings.ts';
import { importFiles } from './import.ts';
import { modelsCommand } from './models.ts';
import { clusterOptions, cosine, fetchOptions, mapOptions, projectOptions, wholeNumber } from './options.ts';
import { search, select } from './search.ts';
import { setupCuda } from './setup-cuda.ts';
import { stageCommands } from './stage-commands.ts';
import { embed, explore, fetchImages, finish, project } from './stages.ts';
import { subset } from './subset.ts';
import { tell } from './terminal.ts';

/** Exit statuses, as documented in docs/command-line.md. */
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
  const stage = stageCommands(root);

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
  stage('search', 'find images by what they mean, by words of their prompts, and by fields')
    .argument('<query...>', 'for example: "a red fruit", "horse + stripes - 2:grass tag:keep", like:image-id')
    .option('--limit <number>', 'hits to show', wholeNumber(1, 10_000), 10)
    .option('--words', 'plain words must be in the prompts, and rank nothing', false)
    .action((words, options) => search(words, options, signal));
  stage('select', 'print the ids of images, for other commands: those whose prompts and fields fit')
    .argument('<query...>', 'for example: cat -dog model:sdxl "cfg>7" -negative:blurry')
    .option('--meaning', 'plain words rank by what they mean', false)
    .option('--limit <number>', 'ids to print (default: all; 100 with --meaning)', wholeNumber(1, 1_000_000))
    .action((words, options) => select(words, options, signal));
  stage('duplicates', 'list images that are nearly the same')
    .option('--similarity <cosine>', 'how alike they are at least, up to 1', cosine, 0.95)
    .addOption(
      new Option(
        '--keep <rule>',
        'the image of each set that stays: the largest (pixels, then bytes), or the oldest',
      )
        .choices(keepRules)
        .default('largest' as const),
    )
    .option('--take-out', 'take the others out of the collection; “lexiclip undo” brings them back', false)
    .option('--dry-run', 'with --take-out: only tell what would be taken out', false)
    .action((options) => duplicates(options, signal));
  stage('outliers', 'list the images that are among those of another concept, or unlike all others')
    .addOption(
      new Option(
        '--kind <kind>',
        'those among images of another concept, or those that stand alone (default: both)',
      ).choices(outlierKinds),
    )
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
  addCurateCommands(stage, signal);
  stage('compare', 'compare the prompts of images, or two maps')
    .argument('[ids...]', 'from 2 to 10 images: two as one text, more as a table')
    .option('--maps <names...>', 'two maps instead, for example umap tsne: list the images that moved most')
    .option('--limit <number>', 'moved images to show', wholeNumber(1, 10_000), 10)
    .action((ids, options) => compare(ids, options, signal));
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
    [
      'bad-argument',
      'bad-query',
      'no-concepts',
      'no-such-concept',
      'no-such-images',
      'not-comparable',
      'unknown-model',
    ].includes(error.failure.kind)
  );
}
