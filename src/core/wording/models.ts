import * as l10n from '@vscode/l10n';
import { describeBytes } from '../bytes.ts';
import { localList } from '../language.ts';
import { refusalText } from './device-reason.ts';
import { hostOf } from './quoting.ts';
import type { Sentences } from './sentences.ts';

/** Models, and what runs them: downloads, devices, CUDA, processes and servers. */
export const modelSentences = {
  'unknown-model': ({ model, known }) =>
    l10n.t(
      "There is no model “{model}”. Known: {known}; or give the path of an .onnx file, or of a model's description (.json).",
      { model, known: localList(known) },
    ),
  'model-declined': ({ model, bytes }) =>
    l10n.t(
      'The model {model} ({size}) was not downloaded, so there is no map yet. Images that were fetched are kept. Try again and agree to the download (on the command line: --yes), or choose another model.',
      { model, size: describeBytes(bytes) },
    ),
  'download-declined': ({ what, bytes }) =>
    l10n.t('{what} ({size}) was not downloaded. Nothing was changed.', { what, size: describeBytes(bytes) }),
  'model-unreachable': ({ url, detail }) =>
    l10n.t(
      'The model cannot be downloaded: {host} cannot be reached ({detail}). Check the network and try again, or choose an .onnx file as model. What was downloaded is kept.',
      { host: hostOf(url), detail },
    ),
  'model-corrupt': (failure) =>
    l10n.t('{path} is not the file that was expected ({detail}). It was not kept. Try again later.', failure),
  'model-mismatch': (failure) =>
    l10n.t(
      "{path} is not the file that the model's description names ({detail}). Check the description, or choose another model.",
      failure,
    ),
  'model-unusable': (failure) => l10n.t('{path} cannot be used as an image model ({detail}).', failure),
  'no-nvidia-driver': ({ found, oldest }) =>
    found === undefined
      ? l10n.t(
          'No NVIDIA driver was found, so CUDA cannot be used on this machine. If it has an NVIDIA GPU, install the driver (version {oldest} or newer) and set up CUDA again.',
          { oldest },
        )
      : l10n.t(
          'The NVIDIA driver of this machine ({found}) is too old for CUDA 12. Install version {oldest} or newer and set up CUDA again.',
          { found, oldest },
        ),
  'cuda-unreachable': ({ url, detail }) =>
    l10n.t(
      'CUDA cannot be downloaded: {host} cannot be reached ({detail}). Check the network and set up CUDA again. What was downloaded is kept.',
      { host: hostOf(url), detail },
    ),
  'cuda-corrupt': (failure) =>
    l10n.t(
      'CUDA was not set up: {path} is not the file that was expected ({detail}). It was not kept. Try again later.',
      failure,
    ),
  'embedded-elsewhere': ({ endpoint }) =>
    l10n.t(
      'The server {host} embeds the images, so there is nothing to measure on this machine. To embed here, clear the setting lexiclip.inference.endpoint.',
      { host: hostOf(endpoint) },
    ),
  'no-text-side': (failure) =>
    l10n.t(
      'The model {model} knows images only, so it cannot look for words. Search by an image of the collection (like:its-id), or choose a model with a text side, such as clip-vit-base-patch32.',
      failure,
    ),
  'endpoint-unusable': (failure) =>
    l10n.t(
      'The inference server at {url} cannot be used ({detail}). Check the setting lexiclip.inference.endpoint, or leave it empty to embed on this machine.',
      failure,
    ),
  'device-failed': (failure) =>
    l10n.t(
      'The device “{device}” stopped working in the middle ({detail}). What was finished is kept; run again to go on, or choose the device cpu.',
      { ...failure, detail: refusalText(failure.detail) },
    ),
  'device-unavailable': (failure) =>
    l10n.t('The device “{device}” cannot be used here ({detail}). Choose auto or cpu.', {
      ...failure,
      detail: refusalText(failure.detail),
    }),
  'inference-crashed': (failure) =>
    l10n.t(
      'The process that runs the model ended unexpectedly ({detail}). What was finished is kept; run again to go on.',
      failure,
    ),
} satisfies Partial<Sentences>;
