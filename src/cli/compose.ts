import { existsSync } from 'node:fs';
import path from 'node:path';
import { describeBytes } from '../core/bytes.ts';
import { CLIP, STAND_IN } from '../core/embed/models.ts';
import { environmentTransport } from '../node/environment-transport.ts';
import { installationPaths } from '../node/installation-paths.ts';
import { Lexiclip } from '../node/lexiclip.ts';
import { isModelPresent } from '../node/models/model-files.ts';
import type { StageOptions } from './options.ts';
import { confirm, tell, terminalLogger } from './terminal.ts';

/** The folder of the package: this program is built into its `dist/`. */
export const installation = path.dirname(import.meta.dirname);

/** Runs `use` with the pipeline that the options describe, and ends the pipeline's processes after it. */
export async function withLexiclip<T>(
  options: StageOptions,
  signal: AbortSignal,
  use: (lexiclip: Lexiclip) => Promise<T>,
): Promise<T> {
  const {
    workspace,
    endpoint,
    requestsPerMinute,
    folder,
    copy,
    hiddenTexts,
    list,
    device,
    inferenceEndpoint,
    yes,
  } = options;
  const { dataset, config, split, imageColumn, textColumn } = options;
  const model = options.model ?? (await defaultModel(yes, signal));
  const network = environmentTransport();
  const lexiclip = new Lexiclip({
    workspace,
    installation,
    // Of the one service that is asked.
    ...(endpoint === undefined
      ? {}
      : { endpoints: { lexica: endpoint, huggingface: endpoint, civitai: endpoint } }),
    dataset: withoutUndefined({ dataset, config, split, imageColumn, textColumn }),
    requestsPerMinute,
    model,
    device,
    copy,
    hiddenTexts,
    ...(folder === undefined ? {} : { folder }),
    ...(list === undefined ? {} : { list }),
    ...(inferenceEndpoint === undefined ? {} : { inferenceEndpoint }),
    transport: network.transport,
    confirmDownload: async ({ label, licence, bytes, url, destination }) =>
      yes ||
      confirm(
        `Download ${label} (${describeBytes(bytes)}, ${licence}) from ${url} to ${destination}?`,
        signal,
      ),
    logger: terminalLogger,
  });
  try {
    return await use(lexiclip);
  } finally {
    lexiclip.dispose();
    await network.close();
  }
}

function withoutUndefined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The options for what needs no model, so that none is looked for and nobody is asked about one. */
export function withoutModel<T extends StageOptions>(options: T): T {
  return { ...options, model: options.model ?? CLIP.id };
}

/**
 * CLIP where it is, or may be downloaded; in a checkout that cannot ask (no terminal, no --yes) the stand-in
 * that `npm run build` made, so that everything else can be tried.
 */
async function defaultModel(yes: boolean, signal: AbortSignal): Promise<string> {
  const { modelCache, standIn } = installationPaths(installation);
  if (yes || (await isModelPresent(CLIP, modelCache)) || !existsSync(standIn)) return CLIP.id;
  const size = describeBytes(CLIP.variants[0]?.bytes ?? 0);
  if (await confirm(`${CLIP.label} is not on this machine. Use it (a download of ${size})?`, signal))
    return CLIP.id;
  tell(`Using the stand-in model ${STAND_IN.id}, not CLIP. To download CLIP (${size}), add --yes.`);
  return STAND_IN.id;
}
