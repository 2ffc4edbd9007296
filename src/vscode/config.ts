import * as vscode from 'vscode';
import type { Visibility } from '../core/explore/map.ts';
import type { DatasetChoice } from '../core/fetch/dataset-viewer.ts';
import { newImagesChoices, type NewImagesChoice } from '../core/reports.ts';
import type { DeviceName } from '../node/inference/devices.ts';
import type { ServiceId } from '../node/sources/open-source.ts';

/** The settings `lexiclip.*`; their defaults and descriptions are in package.json. */
export interface Settings {
  readonly endpoints: Readonly<Record<ServiceId, string>>;
  /** What the source `huggingface` searches; empty texts name nothing. */
  readonly dataset: DatasetChoice;
  readonly requestsPerMinute: number;
  /** Empty for the default model. */
  readonly model: string;
  readonly device: DeviceName;
  /** Empty where this machine embeds. */
  readonly inferenceEndpoint: string;
  readonly imagesPerConcept: number;
  /** Whether texts that are hidden in pixels are looked for. */
  readonly hiddenTexts: boolean;
  readonly seed: number;
  readonly newImages: NewImagesChoice | 'ask';
  readonly visible: Visibility;
}

export function readSettings(folder?: vscode.WorkspaceFolder): Settings {
  const configuration = vscode.workspace.getConfiguration('lexiclip', folder);
  return {
    endpoints: {
      lexica: configuration.get('lexica.endpoint', ''),
      huggingface: configuration.get('huggingFace.endpoint', ''),
      civitai: configuration.get('civitai.endpoint', ''),
    },
    dataset: {
      dataset: configuration.get('huggingFace.dataset', ''),
      config: configuration.get('huggingFace.config', ''),
      split: configuration.get('huggingFace.split', ''),
      imageColumn: configuration.get('huggingFace.imageColumn', ''),
      textColumn: configuration.get('huggingFace.textColumn', ''),
    },
    requestsPerMinute: configuration.get('lexica.requestsPerMinute', 20),
    model: configuration.get('model', ''),
    device: configuration.get<DeviceName>('device', 'auto'),
    inferenceEndpoint: configuration.get('inference.endpoint', ''),
    imagesPerConcept: configuration.get('imagesPerConcept', 10),
    hiddenTexts: configuration.get('folder.hiddenTexts', false),
    seed: configuration.get('seed', 42),
    newImages: newImagesChoices.find((choice) => choice === configuration.get('newImages')) ?? 'ask',
    visible: { nsfw: configuration.get('show.nsfw', false), grids: configuration.get('show.grids', true) },
  };
}

/** @param model An id or a path; undefined for the default. */
export async function setModel(model: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('lexiclip')
    .update('model', model, vscode.ConfigurationTarget.Global);
}

/** For one folder: what becomes of its maps when images are added. */
export async function setNewImages(folder: vscode.WorkspaceFolder, choice: NewImagesChoice): Promise<void> {
  await vscode.workspace
    .getConfiguration('lexiclip', folder)
    .update('newImages', choice, vscode.ConfigurationTarget.WorkspaceFolder);
}
