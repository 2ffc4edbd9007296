import { type Failure, type FoundInstead, isAbort, LexiclipError, type WaitedFor } from './errors.ts';
import { plainText, plainTexts } from './plain-text.ts';
import { describeSkipped } from './skipped.ts';

/**
 * What a user reads when something goes wrong: what happened, to what, and what to do. One or two sentences, in which
 * what they quote (ids, paths, answers of servers) is plain text.
 */
export function describeError(error: unknown): string {
  if (error instanceof LexiclipError) return describeFailure(plainTexts(error.failure));
  if (isAbort(error)) return 'Stopped. What was finished is kept; run it again to go on.';
  return plainText(error instanceof Error ? error.message : String(error));
}

/** The first few of a list. */
function enumerated(names: readonly string[]): string {
  const first = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${first} and ${names.length - 5} more` : first;
}

/** A size as people write it: decimal units, as file managers and browsers show downloads. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/** A concept, and how many of its images were wanted and are there. */
interface Sought {
  readonly name: string;
  readonly requested: number;
  readonly available: number;
}

/** That fewer images were found than wanted, and how more can be; undefined where there were enough, or none at all. */
export function describeShortfall({ name, requested, available }: Sought): string | undefined {
  if (available === 0 || available >= requested) return undefined;
  const found = available === 1 ? '1 image' : `${available} images`;
  const concept = plainText(name);
  return `Only ${found} of “${concept}” could be found. Other words find more: ${concept} | …`;
}

/** That more images are there than were taken; undefined where all were. */
export function describeRest({ name, requested, available }: Sought): string | undefined {
  if (available <= requested) return undefined;
  const left = available - requested;
  const others = left === 1 ? 'One more image is' : `${left} more images are`;
  return `${others} in “${plainText(name)}”: without a limit, all are taken.`;
}

/** What a map had to do without (concepts that found nothing, images that could not be had): the first few, and why, each reason once. */
export function describeMissing(
  missing: readonly { readonly id: string; readonly reason: string }[],
): string {
  return `Missing on the map: ${enumerated(missing.map(({ id }) => id))}. ${firstOf(missing)}`;
}

/** What is downloaded where the cache has files of that name with other bytes. */
export function describeReplacement(label: string): string {
  return `${label} again (what is in the cache differs from the published files)`;
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
    case 'no-images-in-folder':
      return `There is no readable image in ${failure.folder}. ${
        failure.skipped.length === 0 ? '' : `${describeSkipped(failure.skipped)} `
      }Choose another folder.`;
    case 'nothing-fetched':
      return `No images were downloaded. ${firstOf(failure.reasons)}`;
    case 'nothing-embedded':
      return `No image could be embedded. ${firstOf(failure.reasons)}`;
    case 'unknown-sample-concept':
      return `The built-in sample has no “${failure.concept}”. It has: ${failure.known.join(', ')}.`;
    case 'unreachable':
      return `${host(failure.url)} cannot be reached (${failure.detail}). Check the network, or use another source.`;
    case 'host-not-found':
      return `${host(failure.url)} was not found: either there is no network, or it has moved. Check the network, the setting of the service (lexiclip.lexica.endpoint, lexiclip.huggingFace.endpoint, lexiclip.civitai.endpoint), or use another source.`;
    case 'timed-out':
      return `${host(failure.url)} ${describeTimeOut(failure)}. Try again later.`;
    case 'broken-off':
      return `${host(failure.url)} broke off in the middle of its answer (${failure.detail}). Try again later.`;
    case 'tls-failed':
      return `${host(failure.url)} cannot prove who it is (${failure.detail}). A proxy that reads along needs its certificate installed (on the command line: NODE_EXTRA_CA_CERTS).`;
    case 'proxy-refused':
      return `The proxy refused the way to ${host(failure.url)} (${failure.detail}). Check the proxy's address and password.`;
    case 'redirect-refused':
      return `${host(failure.url)} sent us on to ${failure.to}, ${failure.problem}. That was not followed.`;
    case 'private-address':
      return `${failure.url} is in a private network, which a public service has no business in. It was not asked for.`;
    case 'http-status':
      return describeStatus(failure.url, failure.status, failure.detail);
    case 'challenge-page':
      return `${host(failure.url)} asked for a human check instead of answering. Open it in a browser once, or try again later.`;
    case 'not-json':
      return `${host(failure.url)} sent something that is not JSON. The service may be down; try again later.`;
    case 'no-images-key':
      return `${host(failure.url)} sent JSON without “${failure.key}”. Check the setting ${failure.setting}.`;
    case 'no-search-index':
      return `${failure.dataset} has no search index at hand (${failure.detail}), so it cannot be searched for words now. Try again later, or use another dataset.`;
    case 'dataset-refused':
      return `${failure.dataset} cannot be used (${failure.detail}). Check the names of the dataset, its subset, its split and its columns.`;
    case 'too-large':
      return `${failure.url} is larger than ${describeBytes(failure.limitBytes)} and was not downloaded.`;
    case 'bad-list':
      return `${failure.path} is not a list of images that can be read (${failure.detail}).`;
    case 'bad-import':
      return `${failure.path} cannot be imported (${failure.detail}). Nothing was changed.`;
    case 'not-an-image':
      return `${failure.subject} is not an image (${failure.detail}).`;
    case 'name-taken':
      return `${failure.name} is also the name of another image in the collection, ${failure.by}. Rename one of them, or its folder.`;
    case 'image-cut-off':
      return `${failure.subject} ends in the middle of the image.`;
    case 'unreadable-image':
      return failure.copy === undefined
        ? `${failure.subject} cannot be read as an image (${failure.detail}). It is left out; look at the file.`
        : `${failure.subject} cannot be read as an image (${failure.detail}). Delete ${failure.copy} to fetch it again.`;
    case 'no-images':
      return 'There are no images to work on. Explore some concepts first.';
    case 'no-vectors':
      return 'There are no vectors to project. Embed the images first.';
    case 'unknown-model':
      return `There is no model “${failure.model}”. Known: ${failure.known.join(', ')}; or give the path of an .onnx file, or of a model's description (.json).`;
    case 'model-declined':
      return `The model ${failure.model} (${describeBytes(failure.bytes)}) was not downloaded, so there is no map yet. Images that were fetched are kept. Try again and agree to the download (on the command line: --yes), or choose another model.`;
    case 'download-declined':
      return `${failure.what} (${describeBytes(failure.bytes)}) was not downloaded. Nothing was changed.`;
    case 'model-unreachable':
      return `The model cannot be downloaded: ${host(failure.url)} cannot be reached (${failure.detail}). Check the network and try again, or choose an .onnx file as model. What was downloaded is kept.`;
    case 'model-corrupt':
      return `${failure.path} is not the file that was expected (${failure.detail}). It was not kept. Try again later.`;
    case 'no-nvidia-driver':
      return failure.found === undefined
        ? `No NVIDIA driver was found, so CUDA cannot be used on this machine. If it has an NVIDIA GPU, install the driver (version ${failure.oldest} or newer) and set up CUDA again.`
        : `The NVIDIA driver of this machine (${failure.found}) is too old for CUDA 12. Install version ${failure.oldest} or newer and set up CUDA again.`;
    case 'cuda-unreachable':
      return `CUDA cannot be downloaded: ${host(failure.url)} cannot be reached (${failure.detail}). Check the network and set up CUDA again. What was downloaded is kept.`;
    case 'cuda-corrupt':
      return `CUDA was not set up: ${failure.path} is not the file that was expected (${failure.detail}). It was not kept. Try again later.`;
    case 'embedded-elsewhere':
      return `The server ${host(failure.endpoint)} embeds the images, so there is nothing to measure on this machine. To embed here, clear the setting lexiclip.inference.endpoint.`;
    case 'model-mismatch':
      return `${failure.path} is not the file that the model's description names (${failure.detail}). Check the description, or choose another model.`;
    case 'model-unusable':
      return `${failure.path} cannot be used as an image model (${failure.detail}).`;
    case 'no-text-side':
      return `The model ${failure.model} knows images only, so it cannot look for words. Search by an image of the collection (like:its-id), or choose a model with a text side, such as clip-vit-base-patch32.`;
    case 'bad-query':
      return failure.from === undefined
        ? `“${failure.query}” cannot be searched for: ${failure.problem}. For example: a red fruit, horse + stripes - 2:grass, like:image-id.`
        : `“${failure.query}” cannot be searched for, because of character ${failure.from + 1}: ${failure.problem}.`;
    case 'endpoint-unusable':
      return `The inference server at ${failure.url} cannot be used (${failure.detail}). Check the setting lexiclip.inference.endpoint, or leave it empty to embed on this machine.`;
    case 'device-failed':
      return `The device “${failure.device}” stopped working in the middle (${failure.detail}). What was finished is kept; run again to go on, or choose the device cpu.`;
    case 'device-unavailable':
      return `The device “${failure.device}” cannot be used here (${failure.detail}). Choose auto or cpu.`;
    case 'inference-crashed':
      return `The process that runs the model ended unexpectedly (${failure.detail}). What was finished is kept; run again to go on.`;
    case 'projection-failed':
      return `${failure.method} could not lay out the images (${failure.detail}).`;
    case 'clustering-failed':
      return `The images could not be clustered (${failure.detail}).`;
    case 'no-trash':
      return `The files could not be moved to the trash (${failure.detail}). They are where they were. Take the images out of the collection instead, or remove the files by hand.`;
    case 'no-maps':
      return 'There is no map yet. Explore some concepts first.';
    case 'no-clusters':
      return 'There are no clusters yet. They come with the maps: explore some concepts, or run “lexiclip clusters”.';
    case 'no-such-cluster':
      return `There is no cluster “${failure.cluster}” any more, or there never was. Look at the list of clusters again.`;
    case 'no-such-concept':
      return `There is no concept “${failure.concept}”. Look at the list of concepts again.`;
    case 'no-such-images':
      return `The collection has no image ${enumerated(failure.ids)}. Check the ids.`;
    case 'nothing-to-undo':
      return 'There is no change to undo.';
    case 'nothing-to-redo':
      return 'There is no change to redo.';
    case 'changed-since':
      return failure.title === ''
        ? `${enumerated(failure.paths)} was changed by another program while a change was interrupted; it stays as it is.`
        : `“${failure.title}” cannot be undone or redone: ${enumerated(failure.paths)}${failure.count > failure.paths.length ? ` and ${failure.count - failure.paths.length} more files` : ''} changed since. Nothing was changed.`;
    case 'no-problems':
      return 'Every file of the collection can be used.';
    case 'busy':
      return 'LexiCLIP is still at work in this folder. Wait until it has finished, or cancel it.';
    case 'nothing-selected':
      return 'No image is selected. Select images on the map or in the sidebar first.';
    case 'not-comparable':
      return `From ${failure.least} to ${failure.most} images can be compared, not ${failure.count}.`;
    case 'one-map-only':
      return 'There is one map only. Make another one to compare it with.';
    case 'nothing-missing':
      return 'No concept lacks images that its source could be asked for again.';
    case 'not-copied':
      return `The image could not be copied (${failure.detail}). Open it, and copy it there.`;
    case 'nothing-fetchable':
      return 'More can be fetched only of concepts that were explored on Lexica, Hugging Face or Civitai, or in the sample. Of your own images, explore the folder again.';
    case 'nothing-outdated':
      return 'Every map shows the images that the collection has.';
    case 'restricted-mode':
      return 'This window is in Restricted Mode: maps can be looked at, but nothing is run, written or downloaded. To go on, trust the folder.';
    case 'no-such-map':
      return `There is no map “${failure.name}”. Make one first, or check the name.`;
    case 'map-elsewhere':
      return `${failure.path} belongs to a collection that is not open in this window. Open the folder that holds its .lexiclip folder.`;
    case 'earlier-map':
      return `This is an earlier version of ${failure.path}, not the map as it is now. Show who moved since then, or open it as text.`;
    case 'no-earlier-map':
      return failure.detail === undefined
        ? `${failure.version} has no ${failure.path}, so there is nothing to compare the map with.`
        : `${failure.path} in ${failure.version} cannot be read (${failure.detail}), so the map cannot be compared with it.`;
    case 'no-git':
      return `Git cannot be asked for the earlier map: ${failure.detail}.`;
    case 'imported-map':
      return `The map “${failure.name}” was laid out elsewhere, so it cannot be computed here. Import it again, or make a new map.`;
    case 'not-measurable':
      return `${failure.method} cannot be run from other starts, so its stability cannot be measured. UMAP and t-SNE can.`;
    case 'outdated-map':
      return `The map “${failure.name}” is of other images than the collection has now. Rerun it, then measure it.`;
    case 'disk-full':
      return `The disk is full: ${failure.path} could not be written. Make room and run again; what was finished is kept.`;
    case 'not-writable':
      return `${failure.path} could not be written (${failure.detail}).`;
    case 'newer-format':
      return `${failure.path} was written by a newer LexiCLIP (format ${failure.found}, this one reads ${failure.supported}). Update LexiCLIP; nothing was changed.`;
    case 'corrupt-file':
      return `${failure.path} is damaged (${failure.detail}). Repair it, or delete it and run again.`;
    case 'damaged-map':
      return `The map ${failure.name} is damaged (${failure.path}: ${failure.detail}). Compute it again to replace it.`;
    case 'damaged-cache':
      return `${failure.path} is damaged (${failure.detail}). What it holds is computed again when it is needed.`;
    case 'unknown-journal':
      return `${failure.path} does not say where its vectors come from, so they were not used; they are computed again. It is kept as ${failure.copy}.`;
    case 'set-aside':
      return `${failure.path} has been written anew; what was there is kept as ${failure.copy}.`;
    case 'not-readable':
      return `${failure.path} could not be read (${failure.detail}). Everything else works without it.`;
    case 'not-a-plain-file':
      return `${failure.path} is ${foundInstead[failure.found]}. LexiCLIP does not follow or open it. Remove it, or put the file itself there.`;
    case 'file-too-large':
      return `${failure.path} has ${describeBytes(failure.bytes)}, which is more than such a file can have (${describeBytes(failure.limitBytes)}). It was not read. Remove it and run again.`;
    case 'image-not-allowed':
      return `${failure.image} is outside the collection, in a folder that you have not given to it on this machine. It was not opened. If the images there are yours, explore that folder once (Explore Folder of Images, or --source folder --folder …).`;
    case 'image-changed':
      return failure.copy === undefined
        ? `${failure.subject} is not the image that it was: its bytes have changed since. Explore its folder again.`
        : `${failure.subject} is not the image that was fetched: its bytes have changed since. Delete ${failure.copy} to fetch it again.`;
    case 'not-collected':
      return `${failure.path} is in no collection of this window. Explore its folder to have it on a map.`;
    case 'image-missing':
      return `The image of ${failure.subject} is not here (images are not kept in git). Fetch its concept again; for images that stay in a folder, explore that folder again.`;
    case 'lock-lost':
      return `Another LexiCLIP took over ${failure.path} while this one was suspended. What was finished is kept; run again to go on.`;
  }
}

/** Each once, and no more than anyone reads. */
function firstOf(reasons: readonly { readonly reason: string }[]): string {
  return [...new Set(reasons.map(({ reason }) => reason))].slice(0, 3).join(' ');
}

const foundInstead: Readonly<Record<FoundInstead, string>> = {
  link: 'a link',
  folder: 'a folder where a file should be',
  file: 'a file where a folder should be',
  special: 'a device, a pipe or a socket',
};

/** What a host did not do in time, to follow its name. */
export function describeTimeOut(failure: {
  readonly waitedFor: WaitedFor;
  readonly seconds: number;
}): string {
  return `${waited[failure.waitedFor]} ${failure.seconds} s`;
}

const waited: Readonly<Record<WaitedFor, string>> = {
  connection: 'could not be connected to within',
  answer: 'did not answer within',
  more: 'stopped in the middle of its answer; nothing more came for',
  end: 'had not sent its whole answer after',
};

/** Bad gateway and its time-outs: the standard's, and Cloudflare's own (its "5xx errors" page). */
const GATEWAY_STATUSES = [502, 503, 504, 520, 521, 522, 523, 524];

function describeStatus(url: string, status: number, detail: string | undefined): string {
  const who = host(url);
  const reason = detail === undefined ? '' : `: ${detail}`;
  if (status === 429)
    return `${who} has had too many requests (429). Wait a minute and run again; what was fetched is kept.`;
  if (status === 404 || status === 410) return `${url} is gone (${status}).`;
  if (GATEWAY_STATUSES.includes(status))
    return `${who} is overloaded or down: its gateway got no answer from it (status ${status}). Try again later.`;
  if (status >= 500) return `${who} is in trouble (status ${status}${reason}). Try again later.`;
  return `${who} refused the request (status ${status}${reason}).`;
}

function host(url: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
