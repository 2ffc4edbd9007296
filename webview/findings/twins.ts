import * as l10n from '@vscode/l10n';
import {
  goersOf,
  setKey,
  type KeeperChoice,
  type Twins,
  type TwinSet,
} from '../../src/core/explore/findings.ts';
import { localDecimal, localNumber } from '../../src/core/language.ts';
import { keepRules, type KeepRule } from '../../src/core/neighbours/keepers.ts';
import { element, textButton } from '../dom.ts';
import type { Looks } from './looks.ts';
import { TwinSetView } from './twin-set.ts';

export interface TwinsListener {
  onShow(id: string): void;
  /** Other images are near-duplicates: those of at least this cosine. */
  onSimilarity(similarity: number): void;
  /** These go: out of the collection, or their files to the trash, too. */
  onTake(going: readonly string[], how: 'takeOut' | 'trash'): void;
}

/** Sets that are drawn at once; more come by a button. */
const AT_ONCE = 40;
const LEAST = 0.9;
const STEP = 0.005;
/** Milliseconds: while the slider moves, nothing is looked for. */
const REST = 150;

function ruleTitle(rule: KeepRule): string {
  return rule === 'largest'
    ? l10n.t('Largest (pixels, then bytes, then oldest)')
    : l10n.t('Oldest (then pixels, then bytes)');
}

/** Near-duplicates in sets, and what becomes of them. */
export class TwinsView {
  readonly element = element('div', 'twins-view');
  readonly #listener: TwinsListener;
  readonly #similarity = element('input', 'twins-similarity');
  readonly #similarityText = element('output', 'twins-similarity-text');
  readonly #rule = element('select', 'select');
  readonly #found = element('p', 'finding-note');
  readonly #summary = element('p', 'twins-summary');
  readonly #takeOut: HTMLButtonElement;
  readonly #trash: HTMLButtonElement;
  readonly #list = element('ol', 'twin-sets');
  readonly #more: HTMLButtonElement;
  #twins: Twins | undefined;
  #views: readonly TwinSetView[] = [];
  #choice: KeeperChoice = { rule: 'largest', kept: new Map(), skipped: new Set() };
  #shown = AT_ONCE;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: TwinsListener) {
    this.#listener = listener;
    Object.assign(this.#similarity, { type: 'range', min: LEAST, max: 1, step: STEP });
    this.#similarity.ariaLabel = l10n.t('Least similarity');
    this.#similarity.addEventListener('input', () => this.#slide());
    this.#rule.append(...keepRules.map((rule) => new Option(ruleTitle(rule), rule)));
    this.#rule.addEventListener('change', () => {
      const rule = keepRules.find((one) => one === this.#rule.value) ?? 'largest';
      this.#choose({ rule, kept: new Map(), skipped: this.#choice.skipped });
    });
    this.#takeOut = textButton('button', '', () => listener.onTake(this.#going(), 'takeOut'));
    this.#trash = textButton('button secondary', '', () => listener.onTake(this.#going(), 'trash'));
    this.#takeOut.dataset['how'] = 'takeOut';
    this.#trash.dataset['how'] = 'trash';
    this.#found.role = 'status';
    this.#summary.role = 'status';
    this.#more = textButton('button secondary', l10n.t('Show {0} more sets', AT_ONCE), () => {
      this.#shown += AT_ONCE;
      this.#draw();
    });
    const slider = element(
      'label',
      'twins-control',
      l10n.t('Similarity'),
      this.#similarity,
      this.#similarityText,
    );
    const rule = element('label', 'twins-control', l10n.t('Keep'), this.#rule);
    const buttons = element('div', 'twins-buttons', this.#takeOut, this.#trash);
    const controls = element('div', 'twins-controls', slider, rule, this.#found, this.#summary, buttons);
    this.element.append(controls, this.#list, this.#more);
  }

  show(twins: Twins, looks: Looks): void {
    const isOther = this.#twins?.similarity !== twins.similarity;
    this.#twins = twins;
    if (isOther) this.#shown = AT_ONCE;
    // What the user moves at this moment is not moved back.
    if (this.#resting === undefined) this.#similarity.value = String(twins.similarity);
    this.#tellSimilarity();
    this.#found.textContent = foundIn(twins);
    this.#views = twins.sets.map(
      (set, at) =>
        new TwinSetView(set, at + 1, looks, {
          onShow: (id) => this.#listener.onShow(id),
          onKeep: (of, id) =>
            this.#choose({ ...this.#choice, kept: new Map(this.#choice.kept).set(setKey(of), id) }),
          onSkip: (of, isSkipped) => this.#skip(of, isSkipped),
        }),
    );
    this.#draw();
  }

  focus(): void {
    this.#similarity.focus();
  }

  #draw(): void {
    const views = this.#views.slice(0, this.#shown);
    const focused = focusIn(this.#list);
    this.#list.replaceChildren(...views.map((view) => view.element));
    this.#more.hidden = this.#views.length <= this.#shown;
    this.#choose(this.#choice);
    if (focused !== undefined) this.#list.querySelectorAll<HTMLInputElement>('input')[focused]?.focus();
  }

  #skip(set: TwinSet, isSkipped: boolean): void {
    const skipped = new Set(this.#choice.skipped);
    if (isSkipped) skipped.add(setKey(set));
    else skipped.delete(setKey(set));
    this.#choose({ ...this.#choice, skipped });
  }

  #choose(choice: KeeperChoice): void {
    this.#choice = choice;
    for (const view of this.#views) view.mark(choice);
    const going = this.#going().length;
    const { sets = [] } = this.#twins ?? {};
    const images = sets.reduce((sum, set) => sum + set.images.length, 0);
    this.#summary.hidden = sets.length === 0;
    this.#summary.textContent = summaryOf(going, images, sets.length);
    this.#takeOut.textContent =
      going === 1 ? l10n.t('Take Out 1 Image') : l10n.t('Take Out {0} Images', localNumber(going));
    this.#trash.textContent =
      going === 1 ? l10n.t('Move 1 File to Trash…') : l10n.t('Move {0} Files to Trash…', localNumber(going));
    for (const button of [this.#takeOut, this.#trash]) {
      button.disabled = going === 0;
      button.hidden = sets.length === 0;
    }
  }

  #going(): readonly string[] {
    return goersOf(this.#twins?.sets ?? [], this.#choice);
  }

  #slide(): void {
    this.#tellSimilarity();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#listener.onSimilarity(Number(this.#similarity.value));
    }, REST);
  }

  #tellSimilarity(): void {
    const value = Number(this.#similarity.value);
    this.#similarityText.textContent = l10n.t('{0} or more', localDecimal(value, 3));
    this.#similarity.ariaValueText = localDecimal(value, 3);
  }
}

/** The place of the input that has the focus among all of a list. */
function focusIn(list: HTMLElement): number | undefined {
  const at = [...list.querySelectorAll('input')].findIndex((input) => input === document.activeElement);
  return at === -1 ? undefined : at;
}

function foundIn({ sets, inAll, compared, model, similarity }: Twins): string {
  const among = { compared: localNumber(compared), model };
  if (sets.length === 0)
    return l10n.t(
      'No images have a similarity of {similarity} or more, among {compared} images, by {model}.',
      {
        similarity: localDecimal(similarity, 3),
        ...among,
      },
    );
  const images = localNumber(inAll.images);
  const found =
    inAll.sets === 1
      ? l10n.t('1 set with {images} images among {compared} images, by {model}.', { images, ...among })
      : l10n.t('{sets} sets with {images} images among {compared} images, by {model}.', {
          sets: localNumber(inAll.sets),
          images,
          ...among,
        });
  if (inAll.sets <= sets.length) return found;
  return `${found} ${l10n.t('The {0} most alike are shown.', localNumber(sets.length))}`;
}

function summaryOf(going: number, images: number, sets: number): string {
  const counts = { going: localNumber(going), images: localNumber(images), sets: localNumber(sets) };
  return sets === 1
    ? l10n.t('{going} of {images} images in 1 set would be taken out.', counts)
    : l10n.t('{going} of {images} images in {sets} sets would be taken out.', counts);
}
