import * as vscode from 'vscode';
import type { Visibility } from '../core/explore/map.ts';
import { newImagesChoices, type NewImagesChoice } from '../core/reports.ts';
import type { DeviceName } from '../node/inference/devices.ts';

/** The settings `lexiclip.*`; their defaults and descriptions are in package.json. */
export interface Settings {
  readonly endpoint: string;
  readonly requestsPerMinute: number;
  /** Empty for the default model. */
  readonly model: string;
  readonly device: DeviceName;
  /** Empty where this machine embeds. */
  readonly inferenceEndpoint: string;
  readonly imagesPerConcept: number;
  readonly seed: number;
  readonly newImages: NewImagesChoice | 'ask';
  readonly visible: Visibility;
}

export function readSettings(folder?: vscode.WorkspaceFolder): Settings {
  const configuration = vscode.workspace.getConfiguration('lexiclip', folder);
  return {
    endpoint: configuration.get('lexica.endpoint', ''),
    requestsPerMinute: configuration.get('lexica.requestsPerMinute', 20),
    model: configuration.get('model', ''),
    device: configuration.get<DeviceName>('device', 'auto'),
    inferenceEndpoint: configuration.get('inference.endpoint', ''),
    imagesPerConcept: configuration.get('imagesPerConcept', 10),
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
