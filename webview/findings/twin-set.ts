import * as l10n from '@vscode/l10n';
import { describeBytes } from '../../src/core/bytes.ts';
import { countOfImages } from '../../src/core/counted.ts';
import {
  keeperOf,
  setKey,
  type KeeperChoice,
  type Twin,
  type TwinSet,
} from '../../src/core/explore/findings.ts';
import { localDecimal, localList, localNumber, spokenLanguage } from '../../src/core/language.ts';
import { plainText } from '../../src/core/plain-text.ts';
import { element, iconButton, textButton } from '../dom.ts';
import { pictureAddress } from '../picture-address.ts';
import { nameOf, namesOf, type Looks } from './looks.ts';

export interface TwinSetListener {
  /** Shows an image on the map. */
  onShow(id: string): void;
  /** The image of a set that stays is chosen by hand. */
  onKeep(set: TwinSet, id: string): void;
  /** All of a set stay, or not. */
  onSkip(set: TwinSet, isSkipped: boolean): void;
}

/** Images that are nearly the same, side by side, and which of them stays. */
export class TwinSetView {
  readonly element = element('li', 'twin-set');
  readonly #set: TwinSet;
  readonly #twins: readonly {
    readonly id: string;
    readonly element: HTMLElement;
    readonly radio: HTMLInputElement;
  }[];
  readonly #skip = element('input', '');
  readonly #looks: Looks;

  /** @param number Of the set, from 1. */
  constructor(set: TwinSet, number: number, looks: Looks, listener: TwinSetListener) {
    this.#set = set;
    this.#looks = looks;
    this.element.dataset['set'] = setKey(set);
    const title = l10n.t('Set {number}: {facts}', { number, facts: describeSet(set) });
    this.#skip.type = 'checkbox';
    this.#skip.addEventListener('change', () => listener.onSkip(set, this.#skip.checked));
    const enlarge = textButton('button secondary', l10n.t('Enlarge'), () => void this.#enlarge(enlarge));
    enlarge.ariaLabel = l10n.t('Enlarge set {0}', number);
    enlarge.ariaPressed = 'false';
    const keepAll = element('label', 'twin-set-skip', this.#skip, l10n.t('Keep all'));
    const header = element('header', 'twin-set-header', element('h3', '', title), enlarge, keepAll);
    this.#twins = set.images.map((twin) => this.#twin(twin, number, listener));
    const group = element('div', 'twins', ...this.#twins.map((twin) => twin.element));
    group.role = 'radiogroup';
    group.ariaLabel = l10n.t('Which image of set {0} stays', number);
    const more = set.more === 0 ? [] : [element('p', 'finding-note', describeMore(set.more))];
    this.element.append(header, group, ...more);
  }

  /** Marks what stays and what goes. */
  mark(choice: KeeperChoice): void {
    const isSkipped = choice.skipped.has(setKey(this.#set));
    const keeper = keeperOf(this.#set, choice);
    this.#skip.checked = isSkipped;
    for (const { id, element: twin, radio } of this.#twins) {
      const stays = isSkipped || id === keeper;
      radio.checked = id === keeper;
      radio.disabled = isSkipped;
      twin.classList.toggle('twin-stays', stays);
      const verdict = twin.querySelector('.twin-verdict');
      if (verdict !== null) verdict.textContent = stays ? l10n.t('Stays') : l10n.t('Goes');
    }
  }

  #twin(
    twin: Twin,
    number: number,
    listener: TwinSetListener,
  ): { id: string; element: HTMLElement; radio: HTMLInputElement } {
    const { id } = twin;
    const name = nameOf(id);
    const radio = element('input', 'twin-radio');
    radio.type = 'radio';
    radio.name = `twin-set-${number}`;
    radio.ariaLabel = l10n.t('Keep {name}: {facts}', { name, facts: describeFile(twin) });
    radio.addEventListener('change', () => listener.onKeep(this.#set, id));
    const show = iconButton('target', l10n.t('Show {0} on map', name), () => listener.onShow(id));
    const title = element('span', 'twin-name', name);
    title.title = id;
    const verdict = element('span', 'twin-verdict');
    const choose = element(
      'label',
      'twin-choose',
      this.#looks.picture(id, 'twin-picture'),
      radio,
      verdict,
      title,
    );
    const facts = element('p', 'twin-facts', describeFile(twin));
    const where = element('p', 'twin-facts', namesOf(twin.concepts));
    const differs = this.#set.images.some(({ words }) => words !== twin.words);
    const prompt = element('p', 'twin-prompt', plainText(twin.prompt, 200) || l10n.t('No prompt'));
    prompt.title = twin.prompt;
    const made = element('div', 'twin', choose, show, facts, where, ...(differs ? [prompt] : []));
    made.dataset['id'] = id;
    return { id, element: made, radio };
  }

  /** The whole images in the place of their thumbnails, or back. */
  async #enlarge(button: HTMLButtonElement): Promise<void> {
    const isLarge = this.element.classList.toggle('twin-set-large');
    button.ariaPressed = String(isLarge);
    if (!isLarge) return;
    for (const { id, element: twin } of this.#twins) {
      const picture = twin.querySelector<HTMLImageElement>('img.twin-picture');
      if (picture === null || picture.dataset['whole'] !== undefined) continue;
      picture.dataset['whole'] = '';
      const bytes = await this.#looks.whole(id);
      if (bytes === null) continue;
      const address = pictureAddress(bytes);
      const thumbnail = picture.src;
      const free = (): void => URL.revokeObjectURL(address);
      picture.addEventListener('load', free, { once: true });
      picture.addEventListener('error', () => (picture.src = thumbnail), { once: true });
      picture.src = address;
    }
  }
}

function describeSet({ similarity, images }: TwinSet): string {
  const isSame = (key: 'content' | 'words'): boolean =>
    images.every((image) => image[key] === images[0]?.[key]);
  const contents = new Set(images.map(({ content }) => content)).size;
  const identical = isSame('content')
    ? [l10n.t('identical files')]
    : contents < images.length
      ? [l10n.t('some files are identical')]
      : [];
  const same = images[0]?.prompt === '' ? [] : [l10n.t('same prompt')];
  const words = isSame('words') ? same : [l10n.t('prompts differ')];
  const alike = isSame('content') ? [] : [l10n.t('similarity {0}', localDecimal(similarity, 3))];
  return localList([countOfImages(images.length), ...identical, ...alike, ...words]);
}

function describeMore(count: number): string {
  return count === 1
    ? l10n.t('and 1 more, which stays.')
    : l10n.t('and {0} more, which stay.', localNumber(count));
}

function describeFile({ width, height, bytes, date }: Twin): string {
  const facts = [
    width === undefined || height === undefined ? [] : [`${width} × ${height}`],
    bytes === undefined ? [] : [describeBytes(bytes)],
    date === undefined
      ? []
      : [new Date(date).toLocaleDateString(spokenLanguage().tag, { dateStyle: 'medium' })],
  ].flat();
  return facts.length === 0 ? l10n.t('The file cannot be read') : facts.join(' · ');
}
