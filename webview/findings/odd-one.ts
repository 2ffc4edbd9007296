import * as l10n from '@vscode/l10n';
import { localDecimal } from '../../src/core/language.ts';
import { describeMisfit } from '../../src/core/neighbours/describe-misfit.ts';
import { plainText } from '../../src/core/plain-text.ts';
import type { MisplacedImage, NeighbourOfOutlier, OutlyingImage } from '../../src/core/reports.ts';
import type { FindingAction } from '../../src/protocol/explorer.ts';
import { element, textButton } from '../dom.ts';
import { nameOf, namesOf, type Looks } from './looks.ts';

export interface OddOneListener {
  /** Shows an image on the map. */
  onShow(id: string): void;
  /** The same, and opens its prompt file. */
  onOpen(id: string): void;
  onAct(action: FindingAction, id: string, concept?: string): void;
}

/** An image that does not belong where it is: why, its neighbours, and what can be done with it. */
export function oddOne(
  image: OutlyingImage | MisplacedImage,
  looks: Looks,
  listener: OddOneListener,
): HTMLElement {
  const { id, concepts, neighbours } = image;
  const name = nameOf(id);
  const reason = reasonOf(image);
  const picture = textButton('odd-one-open', '', () => listener.onOpen(id));
  picture.append(looks.picture(id, 'odd-one-picture'));
  picture.ariaLabel = l10n.t('{name}: {reason} Show on map and open prompt', { name, reason });
  picture.title = l10n.t('Show on map and open prompt');
  const title = element('h3', 'odd-one-title', name, element('span', 'odd-one-concept', namesOf(concepts)));
  title.title = id;
  const list = element(
    'div',
    'odd-one-neighbours',
    ...neighbours.map((one) => neighbour(one, looks, listener)),
  );
  list.role = 'group';
  list.ariaLabel = l10n.t('Images nearest to {0}', name);
  const text = element(
    'div',
    'odd-one-text',
    title,
    element('p', 'odd-one-reason', reason),
    list,
    tools(image, listener),
  );
  const item = element('li', 'odd-one', picture, text);
  item.dataset['id'] = id;
  return item;
}

function reasonOf(image: OutlyingImage | MisplacedImage): string {
  if ('others' in image) {
    const [fits] = image.others;
    return `${describeMisfit(image)} ${l10n.t('Would fit: {0}.', plainText(fits?.concept ?? '', 60))}`;
  }
  const [nearest] = image.neighbours;
  const distance = l10n.t('Mean distance to its nearest: {0}.', localDecimal(image.score, 2));
  return nearest === undefined
    ? distance
    : `${distance} ${l10n.t('The nearest has a similarity of {0}.', localDecimal(nearest.similarity, 2))}`;
}

function neighbour(
  { id, similarity, concepts }: NeighbourOfOutlier,
  looks: Looks,
  listener: OddOneListener,
): HTMLElement {
  const button = textButton('odd-one-neighbour', '', () => listener.onShow(id));
  button.append(looks.picture(id, 'odd-one-neighbour-picture'));
  button.title = l10n.t('{name} ({concepts}), similarity {similarity}', {
    name: nameOf(id),
    concepts: namesOf(concepts),
    similarity: localDecimal(similarity, 3),
  });
  button.ariaLabel = button.title;
  return button;
}

function tools(image: OutlyingImage | MisplacedImage, listener: OddOneListener): HTMLElement {
  const { id } = image;
  const name = nameOf(id);
  const fits = 'others' in image ? image.others[0]?.concept : undefined;
  const action = (label: string, run: () => void): HTMLElement => {
    const button = textButton('button secondary', label, run);
    button.ariaLabel = l10n.t('{0}: {1}', label, name);
    return button;
  };
  const move =
    fits === undefined
      ? []
      : [action(l10n.t('Move to “{0}”', plainText(fits, 30)), () => listener.onAct('move', id, fits))];
  return element(
    'div',
    'odd-one-tools',
    action(l10n.t('Show on Map'), () => listener.onShow(id)),
    action(l10n.t('Tag…'), () => listener.onAct('tag', id)),
    ...move,
    action(l10n.t('Take Out'), () => listener.onAct('takeOut', id)),
  );
}
