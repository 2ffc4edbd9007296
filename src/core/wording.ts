import { type Failure, isAbort, LexiclipError } from './errors.ts';

/** What a user reads when something goes wrong: what happened, to what, and what to do. One or two sentences. */
export function describeError(error: unknown): string {
  if (error instanceof LexiclipError) return describeFailure(error.failure);
  if (isAbort(error)) return 'Stopped. What was finished is kept; run it again to go on.';
  return error instanceof Error ? error.message : String(error);
}

/** A size as people write it: decimal units, as file managers and browsers show downloads. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${String(Math.round(bytes / 1e6))} MB`;
  return `${String(Math.ceil(bytes / 1e3))} kB`;
}

function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'no-workspace':
      return 'No folder is open. LexiCLIP keeps its files in a folder: open one, then try again.';
    case 'no-concepts':
      return 'No concept was given. Name at least one, for example: cat, dog, tomato.';
    case 'bad-argument':
      return `${failure.argument} ${failure.problem}.`;
    case 'nothing-found':
      return `Nothing was found for “${failure.concept}” (${failure.source}). Check the spelling or use another word.`;
    case 'nothing-fetched':
      return `No image could be had. ${[...new Set(failure.reasons.map(({ reason }) => reason))].slice(0, 3).join(' ')}`;
    case 'unknown-sample-concept':
      return `The built-in sample has no “${failure.concept}”. It has: ${failure.known.join(', ')}.`;
    case 'unreachable':
      return `${host(failure.url)} cannot be reached (${failure.detail}). Check the network, or use the built-in sample.`;
    case 'timed-out':
      return `${host(failure.url)} did not answer within ${String(failure.seconds)} s. Try again later.`;
    case 'http-status':
      return describeStatus(failure.url, failure.status);
    case 'challenge-page':
      return `${host(failure.url)} asked for a human check instead of answering. Open it in a browser once, or try again later.`;
    case 'not-json':
      return `${host(failure.url)} sent something that is not JSON. The service may be down; try again later.`;
    case 'no-images-key':
      return `${host(failure.url)} sent JSON without “images”. Check the setting lexiclip.lexica.endpoint.`;
    case 'too-large':
      return `${failure.url} is larger than ${describeBytes(failure.limitBytes)} and was not downloaded.`;
    case 'not-an-image':
      return `${failure.subject} is not an image (${failure.detail}).`;
    case 'unreadable-image':
      return `${failure.subject} cannot be read as an image (${failure.detail}). Delete it to fetch it again.`;
    case 'no-images':
      return 'There are no images to work on. Explore some concepts first.';
    case 'no-vectors':
      return 'There are no vectors to project. Embed the images first.';
    case 'unknown-model':
      return `There is no model “${failure.model}”. Known: ${failure.known.join(', ')}; or give the path of an .onnx file.`;
    case 'model-declined':
      return `The model ${failure.model} (${describeBytes(failure.bytes)}) was not downloaded, so the images have no vectors yet. Run again and agree to the download (on the command line: --yes), or choose an .onnx file as model.`;
    case 'model-unreachable':
      return `The model cannot be downloaded: ${host(failure.url)} cannot be reached (${failure.detail}). Check the network, or choose an .onnx file as model.`;
    case 'model-corrupt':
      return `${failure.path} is not the model file that was expected (${failure.detail}). Delete it and try again.`;
    case 'model-unusable':
      return `${failure.path} cannot be used as an image model (${failure.detail}).`;
    case 'device-unavailable':
      return `The device “${failure.device}” cannot be used here (${failure.detail}). Choose auto or cpu.`;
    case 'inference-crashed':
      return `The process that runs the model ended unexpectedly (${failure.detail}). What was finished is kept; run again to go on.`;
    case 'projection-failed':
      return `${failure.method} could not lay out the images (${failure.detail}).`;
    case 'no-maps':
      return 'There is no map yet. Explore some concepts first.';
    case 'disk-full':
      return `The disk is full: ${failure.path} could not be written. Make room and run again; what was finished is kept.`;
    case 'not-writable':
      return `${failure.path} could not be written (${failure.detail}).`;
    case 'newer-format':
      return `${failure.path} was written by a newer LexiCLIP (format ${String(failure.found)}, this one reads ${String(failure.supported)}). Update LexiCLIP; nothing was changed.`;
    case 'corrupt-file':
      return `${failure.path} is damaged (${failure.detail}). Repair or delete it, then run again.`;
  }
}

function describeStatus(url: string, status: number): string {
  const who = host(url);
  if (status === 429)
    return `${who} has had too many requests (429). Wait a minute and run again; what was fetched is kept.`;
  if (status === 404 || status === 410) return `${url} is gone (${String(status)}).`;
  if (status >= 500) return `${who} is in trouble (status ${String(status)}). Try again later.`;
  return `${who} refused the request (status ${String(status)}).`;
}

function host(url: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
