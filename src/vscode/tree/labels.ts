import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../core/counted.ts';
import { outdatedMark, type Outdated } from '../../core/explore/describe-state.ts';
import { imageName } from '../../core/image-name.ts';
import { localNumber, localMoment } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import { describeParameters } from '../../core/project/parameters.ts';
import type { ConceptSnapshot, ListedImage, ProjectionSnapshot } from '../../core/reports.ts';
import { isOwn, isService, sourceIds } from '../../node/sources/open-source.ts';

/** A prompt's line in the tree: its start, on one line. */
export function promptLabel(prompt: string): string {
  const line = plainText(prompt, 80);
  return line === '' ? l10n.t('No prompt') : line;
}

/** An image's line in the tree: its prompt, or without one its name. */
export function imageLabel({ id, prompt }: ListedImage): string {
  return plainText(prompt, 80) === '' ? plainText(imageName(id), 80) : promptLabel(prompt);
}

/** `10 images`, and what is missing of them. */
export function conceptDescription({ images: { length }, missing }: ConceptSnapshot): string {
  const images = countOfImages(length);
  return missing.length === 0 ? images : l10n.t('{0}, {1} missing', images, localNumber(missing.length));
}

/** A cluster's line in the tree: its name, or where nothing of that can be seen, its id. */
export function clusterLabel({ id, name }: { readonly id: string; readonly name: string }): string {
  return plainText(name, 80) || plainText(id, 80);
}

interface DescribedMap {
  readonly projection: ProjectionSnapshot;
  /** Undefined where it shows what the collection has. */
  readonly outdated?: Outdated | undefined;
}

/** What stands beside a map's name: first what is wrong with it, then what tells it from others, and its date, which may be cut off. */
export function mapDescription({ projection, outdated }: DescribedMap): string {
  return [
    outdated === undefined ? '' : outdatedMark(outdated),
    projection.model.standIn ? l10n.t('stand-in model') : '',
    describeParameters(projection),
    dateLabel(projection.createdAt),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** In the form of the user's language; empty where no date is known. */
export function dateLabel(iso: string): string {
  return iso === '' ? '' : localMoment(iso);
}

/** Whether a concept's source may have more images of it: of the user's own, all are taken. */
export function canFetchMore({ source }: ConceptSnapshot): boolean {
  return sourceIds.some((id) => id === source && !isOwn(id));
}

/** Whether a concept's source can be asked again. A folder or a list is explored as a whole: it is not known where it is. */
export function canRetry({ missing, source }: ConceptSnapshot): boolean {
  return missing.length > 0 && isService(source);
}
