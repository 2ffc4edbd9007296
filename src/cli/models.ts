import { Command } from '@commander-js/extra-typings';
import { describeBytes } from '../core/bytes.ts';
import { environmentTransport } from '../node/environment-transport.ts';
import { installationPaths } from '../node/installation-paths.ts';
import { modelInventory, removeModel } from '../node/models/inventory.ts';
import { chooseModel } from '../node/models/model-files.ts';
import { ModelFiles } from '../node/models/obtain.ts';
import { installation } from './compose.ts';
import { tell, terminalTask } from './terminal.ts';

/** `lexiclip models`: what there is, what is here, to get it and to remove it. */
export function modelsCommand(signal: AbortSignal): Command {
  const models = new Command('models').description('list, download and remove models').exitOverride();
  models
    .command('list', { isDefault: true })
    .description('the models that LexiCLIP knows, and what of them is on this machine')
    .option('--json', 'print one JSON object on standard output', false)
    .action(async ({ json }) => {
      await list(json);
    });
  models
    .command('download')
    .description('get a model: its image encoder for CPUs, or for GPUs, and its text side')
    .argument('<model>', 'a model’s id, also with a precision, as clip-vit-base-patch32:fp32')
    .option('--gpu', 'the files for GPUs', false)
    .action(async (name, { gpu }) => {
      await download(name, gpu ? 'gpu' : 'cpu', signal);
    });
  models
    .command('remove')
    .description('delete a model’s files from the hub’s cache')
    .argument('<model>', 'a model’s id')
    .action(async (name) => {
      const places = installationPaths(installation);
      const model = await chooseModel(name, places);
      tell(`Removed ${describeBytes(await removeModel(model, places.modelCache))} of ${model.label}.`);
    });
  return models;
}

async function list(json: boolean): Promise<void> {
  const { modelCache } = installationPaths(installation);
  const inventory = await modelInventory(modelCache);
  if (json) {
    const models = inventory.map(({ model, files, bytes }) => ({
      id: model.id,
      licence: model.licence,
      files,
      bytes,
    }));
    process.stdout.write(`${JSON.stringify({ cache: modelCache, models })}\n`);
    return;
  }
  for (const { model, bytes } of inventory) {
    const sizes = model.variants
      .map((variant) => `${variant.precision} ${describeBytes(variant.bytes)}`)
      .join(', ');
    const here = bytes === 0 ? 'not downloaded' : `${describeBytes(bytes)} downloaded`;
    const side = model.text === undefined ? 'images only' : 'images and words';
    process.stdout.write(`${model.id}\n  ${model.label}, ${side}, ${model.licence}\n  ${sizes}; ${here}\n`);
  }
  tell(`They are kept in ${modelCache}.`);
}

/** Whoever asks for a download by name has agreed to it. */
async function download(name: string, target: 'cpu' | 'gpu', signal: AbortSignal): Promise<void> {
  const places = installationPaths(installation);
  const model = await chooseModel(name, places);
  const network = environmentTransport();
  try {
    const confirmDownload = (): Promise<boolean> => Promise.resolve(true);
    const files = new ModelFiles(model, {
      cache: places.modelCache,
      transport: network.transport,
      confirmDownload,
    });
    const task = terminalTask(signal);
    tell(`${model.label}: ${(await files.image(target, task)).file}`);
    if (model.text !== undefined) tell(`Its text side: ${(await files.text(target, task)).file}`);
  } finally {
    await network.close();
  }
}
