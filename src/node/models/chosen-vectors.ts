import { vectorsName } from '../../core/collection/embedding-rows.ts';
import { preprocessingName } from '../../core/embed/model-description.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ChosenVectors } from '../../core/explore/state-facts.ts';
import type { DeviceName } from '../inference/devices.ts';
import { modelAddress } from '../inference/open-inference.ts';
import { suitableVariants } from '../inference/suitable-variants.ts';
import type { InstallationPaths } from '../installation-paths.ts';
import { sha256 } from '../sha256.ts';
import { chooseModel } from './model-files.ts';

/** How images are embedded, as the settings say. */
export interface EmbeddingChoice {
  /** Undefined for the default model. */
  readonly model: string | undefined;
  readonly device: DeviceName;
  /** A server that embeds; undefined where this machine does. */
  readonly server: string | undefined;
}

/** Which vectors count as the chosen model's; no model is read for it. None where there is no such model. */
export async function chosenVectors(
  { model: named, device, server }: EmbeddingChoice,
  places: Pick<InstallationPaths, 'standIn'>,
): Promise<readonly ChosenVectors[]> {
  try {
    const model = await chooseModel(named, places);
    const { id, variants } = model;
    const preprocessing = preprocessingName(model);
    if (server !== undefined) {
      // As the embedder marks what a server made.
      const address = await sha256(modelAddress(server, id));
      return [{ name: vectorsName({ id, variant: 'server' }), preprocessing, sha256: address }];
    }
    if (model.file !== undefined) return [{ name: vectorsName({ id }), preprocessing }];
    return suitableVariants(variants, device).map(({ precision: variant, sha256: digest }) => ({
      name: vectorsName({ id, variant }),
      preprocessing,
      sha256: digest,
    }));
  } catch (error) {
    // Whoever runs it is told.
    if (error instanceof LexiclipError) return [];
    throw error;
  }
}
